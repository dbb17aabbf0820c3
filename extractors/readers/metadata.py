"""What a text tells of the article itself: title, DOI, and year and first author where it says how to cite it."""

import re
from collections.abc import Iterator

from extractors.readers.layout import Draft, Layout
from schemas.document import Metadata

_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"\])]{1,200}")
_TAG = re.compile(r"<sup>[^<>]{0,30}</sup>|</?\w{1,10}>")
_CITATION = re.compile(
    r"(?:cite\s+this\s+article(?:\s+as)?|how\s+to\s+cite(?:\s+this\s+article)?|citation)\W{1,4}", re.IGNORECASE
)
_AUTHOR = re.compile(
    r"(?P<name>[^\W\d_a-z][\w'’-]{1,30}(?:[ -](?:[a-z]{2,3}\s)?[^\W\d_a-z][\w'’-]{1,30}){0,3})"
    r",?\s(?:[A-Z]\.?[- ]?){1,4}(?=[,.;&]|\s(?:and|et)\b)"
)
_CITED_YEAR = re.compile(
    r"\b(?P<year>(?:19|20)\d\d)(?:\s?[A-Z][a-z]{2}\s?\d{0,2})?\s?;|\((?P<bracketed>(?:19|20)\d\d)\)"
)
_RIGHTS_YEAR = re.compile(
    r"(?:©|\(c\)|copyright)[^\d]{0,120}(?P<year>(?:19|20)\d\d)|"
    r"published[^\d]{0,20}(?:\d{1,2},?\s)?(?P<dated>(?:19|20)\d\d)",
    re.IGNORECASE,
)
_RIGHTS = re.compile(r"©|copyright|\bcit(?:e|ation)\b|\blicen[cs]e", re.IGNORECASE)
_OF_ANOTHER = re.compile(r"refers?\s+to|original\s+article", re.IGNORECASE)


def metadata_of(layout: Layout) -> Metadata:
    """Metadata as far as the file tells it clearly; reference lists are not asked."""
    asked = [draft for draft in layout.drafts if draft.kind not in ("reference", "table")]
    citation = _citation(layout, asked)
    author = _AUTHOR.match(citation) if citation else None
    return Metadata(
        title=_title(layout),
        doi=_doi(layout, asked),
        first_author=author["name"] if author else None,
        year=_year(layout, asked, citation),
    )


def _title(layout: Layout) -> str | None:
    draft = next((draft for draft in layout.drafts if draft.kind == "title"), None)
    if draft is None:
        return None
    words = _TAG.sub("", layout.words(draft))
    words = re.sub(r"^[#\s]+|(?<!\w)[*_]{1,3}|[*_]{1,3}(?!\w)", "", words)
    return " ".join(words.split()).rstrip("*☆†‡ ") or None


def _doi(layout: Layout, asked: list[Draft]) -> str | None:
    """The article's own DOI: one that stands with the copyright or the citation line before any other."""
    found = sorted((_rank(layout, place, asked), place, doi) for place, doi in _dois(layout, asked))
    return found[0][2] if found else None


def _dois(layout: Layout, asked: list[Draft]) -> Iterator[tuple[int, str]]:
    for place, draft in enumerate(asked):
        if _OF_ANOTHER.search(layout.lines[draft.first].text[:100]):
            continue
        for line in layout.lines[draft.first : draft.last + 1]:
            match = _DOI.search(line.text) if "10." in line.text else None
            if match:
                yield place, match[0].rstrip(".,;:")
                break


def _rank(layout: Layout, place: int, asked: list[Draft]) -> int:
    draft = asked[place]
    if draft.kind != "furniture":
        return 2
    near = [asked[beside] for beside in (place - 1, place, place + 1) if 0 <= beside < len(asked)]
    told = [layout.lines[item.first].text[:500] for item in near if item.kind == "furniture"]
    return 0 if any(_RIGHTS.search(words) for words in told) else 1


def _citation(layout: Layout, asked: list[Draft]) -> str | None:
    for draft in asked:
        if draft.kind in ("furniture", "footnote"):
            words = layout.words(draft)[:1000]
            if found := _CITATION.search(words[:120]):
                return words[found.end() :]
    return None


def _year(layout: Layout, asked: list[Draft], citation: str | None) -> int | None:
    if citation and (found := _CITED_YEAR.search(citation)):
        return int(found["year"] or found["bracketed"])
    for draft in asked:
        if draft.kind == "furniture" and (found := _RIGHTS_YEAR.search(layout.words(draft)[:400])):
            return int(found["year"] or found["dated"])
    return None
