"""How rows of a literature table begin: a citation ("Doe et al, 2012 (2 cases)"), a case ("Female, 9 years")."""

import re
from typing import Literal, NamedTuple

_NAME = r"[^\W\d_a-z][\w'’-]{1,30}"
_PARTICLES = r"(?:(?:van|von|de|del|della|der|den|di|da|la|le|el|al)\s{1,4}){0,3}"
_AUTHOR = re.compile(
    rf"{_PARTICLES}{_NAME}(?:\s{{1,4}}(?:van|von|de|del|della|der|di|da|la|le|{_NAME})){{0,4}}\s{{1,4}}et\s{{1,4}}al\b\.?,?"
)
_AUTHOR_YEAR = re.compile(
    rf"{_PARTICLES}{_NAME}(?:\s{{1,4}}(?:and|&)\s{{1,4}}{_NAME}(?=[\s,]{{1,4}}\(?(?:19|20)\d\d)|"
    rf"(?=,\s{{1,4}}(?:19|20)\d\d|\s{{1,4}}\((?:19|20)\d\d))"
)
_YEAR = re.compile(r"[\s,]{0,4}[(\[]?(?:19|20)\d\d[a-z]?[)\]]?,?")
_COUNTED = r"(?:cases?|patients?|pts?|children|girls?|boys?)"
_COUNT = re.compile(
    rf"[\s,]{{0,4}}[(\[]\s?(?:n\s?=\s?)?(?:\d{{1,3}}|[a-z]{{3,6}})\s{{0,4}}{_COUNTED}?\s?[)\]]|"
    rf"\s{{0,3}}(?:\[\d{{1,3}}\]|<sup>[^<>]{{1,12}}</sup>)"
)
_COUNT_OPEN = re.compile(rf"[\s,]{{0,4}}[(\[]\s?\d{{1,3}}(?:\s{{1,4}}{_COUNTED})?$")
_COUNT_CLOSE = re.compile(rf"{_COUNTED}?\s?[)\]]")

_UNIT = r"(?:years?|yrs?|y(?:/o|\.?o\.?)?|months?|mo|mths?|weeks?|days?)\b\.?"
_AGE = rf"\d{{1,2}}(?:[.,·]\d{{1,2}})?(?:[\s-]{{0,3}}{_UNIT})?(?:[\s-]old\b)?"
_SEX = r"(?:[Ff]emale|[Mm]ale|[Gg]irl|[Bb]oy|[Ww]oman|[Mm]an|F|M)"
_CASE = re.compile(
    rf"{_SEX}\b(?:\s{{0,3}}[,/;]\s{{0,3}}|\s{{1,3}})(?:aged\s{{1,3}})?{_AGE}(?![\d.])|"
    rf"\d{{1,2}}(?:[.,·]\d{{1,2}})?[\s-]{{0,3}}{_UNIT}(?:[\s-]old\b)?[\s,/;]{{0,4}}{_SEX}\b|\d{{1,2}}\s?[/,]\s?[FM]\b"
)
_SEX_OPEN = re.compile(rf"{_SEX}\s?,$")
# "Present case", "Our patient": the row of the article's own patient; a case stands behind it or in the next cell.
_OWN = re.compile(
    r"(?:[Tt]he\s{1,4})?(?:[Pp]resent|[Oo]ur|[Cc]urrent|[Tt]his)\s{1,4}(?:case|patient|report|study)\b[,:]?"
    rf"(?=\s{{0,4}}$|\s{{1,4}}(?:{_SEX}\b|\d))"
)
_AGE_RANGE = re.compile(
    rf"(?:aged?\s{{1,3}})?\d{{1,2}}(?:\.\d{{1,2}})?\s{{0,3}}(?:[−–—-]{{1,3}}|to)\s{{0,3}}\d{{1,2}}(?:\.\d{{1,2}})?\s{{0,3}}{_UNIT}"
)
_GROUP = re.compile(
    r"\d{1,3}\s{1,3}(?:(?:fe)?males?|girls?|boys?)(?:\s{0,3}(?:,|/|;|and)\s{0,3}\d{1,3}\s{1,3}(?:(?:fe)?males?|girls?|boys?))?\b|"
    rf"\d{{1,3}}\s{{1,3}}(?:patients?|cases?|children)\b|{_AGE_RANGE.pattern}"
)
_AGE_ONLY = re.compile(_AGE)
_ORIGIN = re.compile(
    r",\s{0,4}[A-Z][a-z]{3,20}(?:[ -]{1,3}[A-Z][a-z]{1,18}(?:an|ic|ish|ese))?$|"
    r",\s{0,4}[A-Z][a-z]{3,20}(?=\s{1,4}[A-Z-])"
)
_ORIGIN_LINE = re.compile(r"(?:[A-Z][\w'’-]{1,20})(?:[\s/-]{1,4}[A-Z]?[\w'’-]{1,20}){0,2}$")

Open = Literal["year", "count", "age", "origin", "group"]


class Begun(NamedTuple):
    """What a line begins, as offsets into it; ends are 0 where there is none.

    ``open`` tells what the next line may still bring; ``continues`` that this line is itself such a rest.
    """

    citation_end: int = 0
    case_start: int = 0
    case_end: int = 0
    open: Open | None = None
    continues: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing was found."""
        return not self.citation_end and not self.case_end


def begin(words: str, *, cited: bool) -> Begun | None:
    """What the line begins. ``cited`` says that a citation still waits for its case, which may be a group."""
    citation = _citation(words)
    if citation is None:
        return _case(words, 0, group=cited)
    if citation.open:
        return citation
    case = _case(words, citation.citation_end, group=True)
    return case._replace(citation_end=citation.citation_end) if case else citation


def go_on(words: str, begun: Begun) -> Begun | None:
    """The rest of what the line before left open, where this line brings it."""
    found: Begun | None = None
    if begun.open in ("year", "count"):
        return _more_citation(words, begun.open)
    if begun.open == "age" and (age := _AGE_ONLY.match(words)):
        found = _with_origin(words, Begun(case_end=age.end()))
    elif begun.open == "origin" and len(words) <= 40 and _ORIGIN_LINE.match(words):
        found = Begun(case_end=len(words))
    elif begun.open == "group" and (ages := _AGE_RANGE.match(words)):
        found = Begun(case_end=ages.end())
    return found._replace(continues=True) if found else None


def _citation(words: str) -> Begun | None:
    if own := _OWN.match(words):
        return Begun(citation_end=own.end())
    author = _AUTHOR.match(words[:200])
    if author is None:
        author = _AUTHOR_YEAR.match(words[:200])
        return _counted(words, _after(_YEAR, words, author.end())) if author else None
    year = _YEAR.match(words, author.end())
    if year is None:
        left = words[author.end() :].strip()
        return Begun(citation_end=author.end(), open=None if left else "year")
    return _counted(words, year.end())


def _more_citation(words: str, opened: Open) -> Begun | None:
    if opened == "year":
        year = _YEAR.match(words)
        found = _counted(words, year.end()) if year else None
    else:
        close = _COUNT_CLOSE.match(words)
        found = Begun(citation_end=close.end()) if close else None
    if found is None:
        return None
    case = None if found.open else _case(words, found.citation_end, group=True)
    # a case on the line that ends the citation belongs to the row that the citation has begun
    return (case._replace(citation_end=found.citation_end) if case else found)._replace(continues=True)


def _counted(words: str, at: int) -> Begun:
    end = _after(_COUNT, words, at)
    if end == at and (unfinished := _COUNT_OPEN.match(words, at)):
        return Begun(citation_end=unfinished.end(), open="count")
    return Begun(citation_end=end)


def _case(words: str, at: int, *, group: bool) -> Begun | None:
    start = at + len(words[at:]) - len(words[at:].lstrip(" ,;:\t"))
    if group and (found := _GROUP.match(words, start)):
        return Begun(case_start=start, case_end=found.end(), open="group" if found.end() == len(words) else None)
    if found := _CASE.match(words, start):
        return _with_origin(words, Begun(case_start=start, case_end=found.end()))
    if found := _SEX_OPEN.match(words, start):
        return Begun(case_start=start, case_end=found.end(), open="age")
    return None


def _with_origin(words: str, begun: Begun) -> Begun:
    """The case with the race or country behind its age; a comma at the line's end promises it for the next line."""
    if words[begun.case_end :].strip() == ",":
        return begun._replace(case_end=len(words), open="origin")
    return begun._replace(case_end=_after(_ORIGIN, words, begun.case_end))


def _after(pattern: re.Pattern[str], words: str, at: int) -> int:
    found = pattern.match(words, at)
    return found.end() if found else at
