"""A structured abstract printed as one paragraph -> its parts: ``Background: ... Case: ... Conclusion: ...``.

The reader tells a paragraph's section by its first words. Where more such words follow, each opens a part of its own.
"""

import re
from collections.abc import Iterator

from extractors.readers.sections import inline_section
from schemas.document import SectionType

_LABEL = re.compile(r"(?<=[.!?)\]][ \n])(?=[A-Z][A-Za-z ]{3,24}:\s)")
_LEAST = 200  # characters of a paragraph that has parts


def parts_of(text: str, start: int, end: int, section: SectionType) -> Iterator[tuple[int, int, SectionType]]:
    """The parts of a paragraph at ``[start, end)`` with the section of each; the whole where it opens no section."""
    words = text[start:end]
    if end - start >= _LEAST and inline_section(words) == section:
        begins = 0
        for label in _LABEL.finditer(words):
            opened = inline_section(words[label.start() : label.start() + 60])
            if opened is not None and opened != section:
                yield start + begins, start + label.start(), section
                begins, section = label.start(), opened
        start += begins
    yield start, end, section
