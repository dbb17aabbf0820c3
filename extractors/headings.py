"""Headings -> how far a patient's part of the article reaches.

A heading that names nobody and stands beside the part in which a patient was introduced may open a part about all of
them: what follows it is of nobody in particular until somebody is named again.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.reading import Passage

_BARE = re.compile(r"[\W\d_]+")


@dataclass(slots=True)
class Part:
    """Where the open case was introduced: ``level`` of the heading it stands under, None where that is not told.

    ``repeated``: headings that return in the article ("Treatment" under every case); they divide a patient's own part.
    """

    repeated: frozenset[str]
    level: int | None = None
    _under: int | None = field(default=None, init=False)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> "Part":
        """Begin an article with these passages."""
        seen = Counter(_bare(passage) for passage in passages if passage.kind == "heading")
        return cls(frozenset(words for words, count in seen.items() if count > 1))

    def begin(self) -> None:
        """A patient is introduced here."""
        self.level = self._under

    def pass_heading(self, heading: Passage) -> bool:
        """Go below a heading; tells whether it leaves the part of the patient introduced last, or may leave it."""
        self._under = heading.level
        if _bare(heading) in self.repeated:
            return False
        return heading.level is None or self.level is None or heading.level <= self.level


def _bare(heading: Passage) -> str:
    return _BARE.sub(" ", heading.clean.text.lower()).strip()
