"""The DOI of an article where the text breaks it over two lines or only the running heads print it."""

import re
from collections import Counter

from extractors.readers.pdf_pages import ReadPage

_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"\])]{1,200}")
_OF_A_PART = re.compile(r"\.[gst]\d{3}$")  # of a figure, a table or a supplement


def whole_doi(found: str | None, pages: list[ReadPage]) -> str | None:
    """``found``, made whole by a longer one that begins with it; without one, what at least two pages print."""
    counts: Counter[str] = Counter()
    for page in pages:
        words = (word.text for sheet in page.sheets for word in sheet.words if "10." in word.text)
        counts.update({match[0].rstrip(".,;:") for word in words if (match := _DOI.search(word))})
    if found is None:
        common = counts.most_common(1)
        return common[0][0] if common and common[0][1] > 1 else None
    longer = [doi for doi in counts if doi.startswith(found) and not _OF_A_PART.search(doi)]
    return max(longer, key=lambda doi: (counts[doi], len(doi)), default=found)
