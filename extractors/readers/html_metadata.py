"""What a web page tells of its article in its head, as Google Scholar's ``citation_*`` and Dublin Core tags."""

import re
from typing import NamedTuple

from extractors.readers.inline import tidy
from extractors.readers.markup import Node
from schemas.document import Metadata

_TAG = re.compile(r"</?[A-Za-z][^<>]{0,60}>")
_DOI = re.compile(r"10\.\d{4,9}/[^\s<>\"\])]{1,200}")
_YEAR = re.compile(r"\b((?:19|20)\d\d)\b")
_INITIALS = re.compile(r"(?:[A-Z]\.?[ -]?){1,4}$")
_SUFFIX = re.compile(r",?\s(?:Jr|Sr|I{1,3}|IV|MD|PhD)\.?$")


class _Tags(NamedTuple):
    told: dict[str, list[str]]

    def first(self, *names: str) -> str | None:
        return next((self.told[name][0] for name in names if self.told.get(name)), None)


def metadata_of_page(root: Node) -> Metadata:
    """Title, identifiers, first author, journal and year, as far as the tags tell them."""
    tags = _tags(root)
    doi = _DOI.search(tags.first("citation_doi", "dc.identifier", "prism.doi", "bepress_citation_doi") or "")
    year = _YEAR.search(tags.first(*_DATES) or "")
    author = tags.first("citation_author", "citation_authors", "dc.creator", "author")
    pmcid = re.search(r"\d+", tags.first("citation_pmcid") or "")
    return Metadata(
        title=tags.first("citation_title", "dc.title", "bepress_citation_title") or _heading(root),
        doi=doi[0].rstrip(".,;") if doi else None,
        pmid=tags.first("citation_pmid"),
        pmcid=f"PMC{pmcid[0]}" if pmcid else None,
        first_author=_surname(author) if author else None,
        journal=tags.first("citation_journal_title", "prism.publicationname", "citation_journal_abbrev"),
        year=int(year[1]) if year else None,
        article_type=tags.first("citation_article_type", "dc.type.articletype", "prism.section", "dc.type"),
    )


_DATES = (
    "citation_publication_date",
    "citation_date",
    "citation_cover_date",
    "citation_online_date",
    "citation_year",
    "dc.date",
    "prism.publicationdate",
)


def _tags(root: Node) -> _Tags:
    told: dict[str, list[str]] = {}
    for node in root.iter("meta"):
        words = " ".join(_TAG.sub("", node.get("content", "")).split())
        if words:
            told.setdefault((node.get("name", "") or node.get("property", "")).lower(), []).append(words)
    return _Tags(told)


def _heading(root: Node) -> str | None:
    """The words of the first heading, else of the page's own title."""
    for name in ("h1", "title"):
        for node in root.iter(name):
            if words := tidy("".join(_texts(node))):
                return words
    return None


def _texts(node: Node) -> list[str]:
    return [text for found in node.iter() for text in (found.text, found.tail if found is not node else None) if text]


def _surname(author: str) -> str:
    """Of "Doe, Jane", "Jane A. Doe" and "Doe JA" the surname."""
    first = author.partition(";")[0].strip()
    if "," in first and not _SUFFIX.search(first):
        return first.partition(",")[0].strip()
    words = _SUFFIX.sub("", first).split()
    if len(words) > 1 and _INITIALS.match(words[-1]):
        return " ".join(words[:-1])
    return _with_particles(words)


def _with_particles(words: list[str]) -> str:
    """The last name with the particles before it: "Jan van der Berg"."""
    place = len(words) - 1
    while place > 1 and words[place - 1].islower():
        place -= 1
    return " ".join(words[place:])
