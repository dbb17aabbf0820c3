"""A number of patients that is announced, and another that follows: in a row of a review, in a title, in the prose."""

import re
from collections import defaultdict
from collections.abc import Iterator

from extractors.clean import clean_words
from extractors.integrity.article import COUNT, DESCRIBED, MEMBERS, ReadArticle, finding, matched, number, words_at
from schemas.document import Cell, Document, Table
from schemas.record import IntegrityFinding

_ANNOUNCED = re.compile(
    r"[(\[]\s?(?P<a>\d{1,3})\s(?:cases|patients|children)\s?[)\]]|[(\[]?\b[nN]\s?=\s?(?P<b>\d{1,3})\b(?!\s?/)",
)
_TOLD = re.compile(rf"\W*(?P<n>{COUNT}) (?:patients|cases|children|girls|boys)(?: in all| in total| together)?\W*$")
_AGES = r"(?:\W|\d|years?|yrs?|months?|mo|y|aged?|ages|old|range|mean|median)*$"
_FEMALE, _MALE = r"(?P<f>\d{1,3}) (?:females?|girls|women|f)\b", r"(?P<m>\d{1,3}) (?:males?|boys|men|m)\b"
_SEXES = re.compile(rf"\W*{_FEMALE}\W+(?:and )?{_MALE}{_AGES}")
_SEXES_TURNED = re.compile(rf"\W*{_MALE}\W+(?:and )?{_FEMALE}{_AGES}")
_PERSON = re.compile(r"\W*(?:female|male|girl|boy|woman|man|f|m)\b", re.IGNORECASE)
_CAPTION = re.compile(
    rf"\b(?:of|in|for) (?:the |our |these |all )?(?P<n>{COUNT}) {DESCRIBED}{{0,3}}?"
    rf"(?:patients|children|cases|girls|boys|siblings)\b"
)
_OTHERS = re.compile(
    r"\b(?:literature|previous\w*|published|reviewed|compar\w+|versus|vs|and (?:the|of|in|from|those))\b"
)
_REPORTED = re.compile(
    rf"\b(?:we|herein?|this (?:report|letter|paper|article|series))\b[^.;]{{0,40}}"
    rf"\b(?:report|describe|present|treated)(?:s|ed)?\b(?: (?:on|here|the|a|series|of|in|this|our)){{0,5}} "
    rf"(?P<n>{COUNT}) {DESCRIBED}{{0,3}}?{MEMBERS}\b"
)
_NUMBERED = re.compile(r"(?:case|patient)s? (?P<number>\d{1,2})$", re.IGNORECASE)
_PERSON_HEAD = re.compile(
    r"\W*(?:case|patient|pt|p|no|subject|child)?\.?\s*#?\s*(?P<number>\d{1,2})\W*$", re.IGNORECASE
)


def find_announced(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Rows and tables that announce one number of patients and list another."""
    for index, table in enumerate(article.document.tables):
        if table.patients == "rows":
            yield from _rows(article, index, table)
        if table.patients is not None and table.caption is not None:
            yield from _titled(article, table)
    yield from _reported(article)


def _rows(article: ReadArticle, index: int, table: Table) -> Iterator[IntegrityFinding]:
    rows: defaultdict[int, list[Cell]] = defaultdict(list)
    for cell in table.cells:
        if cell.column > 0 and cell.end > cell.start:
            rows[cell.row].append(cell)
    for head in (cell for cell in table.cells if cell.column == 0 and cell.end > cell.start):
        words = _words(article.document, head)
        match = _ANNOUNCED.search(words)
        if match is None:
            continue
        announced = int(match["a"] or match["b"])
        cells = [cell for row in range(head.row, head.row + head.row_span) for cell in rows[row]]
        told = _told(article.document, cells)
        if told is not None and told[0] != announced:
            count, cell = told
            yield finding(
                "announced-not-found",
                "error",
                f"The row of {_name(words, match)} announces {announced} cases and tells of {count}.",
                article.cell_evidence(index, head),
                article.cell_evidence(index, cell),
            )
        elif told is None:
            yield from _listed(article, index, head, cells, announced, _name(words, match))


def _told(document: Document, cells: list[Cell]) -> tuple[int, Cell] | None:
    """How many patients a cell tells of in so many words: "8 patients", "4 female, 2 male"."""
    for cell in cells:
        words = _words(document, cell).lower()
        if match := _TOLD.match(words):
            return number(match["n"]), cell
        if match := _SEXES.match(words) or _SEXES_TURNED.match(words):
            return int(match["f"]) + int(match["m"]), cell
    return None


def _listed(
    article: ReadArticle, index: int, head: Cell, cells: list[Cell], announced: int, name: str
) -> Iterator[IntegrityFinding]:
    """Patients that are listed below each other, one a row, where more than one is."""
    persons = [cell for cell in cells if cell.column == 1 and _PERSON.match(_words(article.document, cell))]
    if 1 < len(persons) == head.row_span and len(persons) != announced and announced > 1:
        yield finding(
            "announced-not-found",
            "warning",
            f"The row of {name} announces {announced} cases and lists {len(persons)}.",
            article.cell_evidence(index, head),
            (words for cell in persons for words in article.cell_evidence(index, cell)),
        )


def _titled(article: ReadArticle, table: Table) -> Iterator[IntegrityFinding]:
    """A title "Features of four children" above columns or rows that are numbered from 1 to 3."""
    assert table.caption is not None  # noqa: S101 - asked for by the caller
    title = clean_words(article.document.quote(table.caption))
    match = None if _OTHERS.search(title.lower()) else _CAPTION.search(title.lower())
    heads = _numbered(article.document, table)
    if match is None or not heads or number(match["n"]) == len(heads):
        return
    yield finding(
        "announced-not-found",
        "warning",
        f"The title of the table announces {match['n']} patients; its heads number {len(heads)}.",
        words_at(article.document, table.caption.start, table.caption.end),
        (words for cell in heads for words in article.cell_evidence(article.document.tables.index(table), cell)),
    )


def _reported(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """A text that reports four children, and tells of cases 1 to 3."""
    numbers = sorted(int(match["number"]) for case in article.own if (match := _NUMBERED.match(case.label)))
    count = len(article.own)
    if count < 2 or numbers != list(range(1, count + 1)):
        return
    told = [(each, match) for each in article.prose() if (match := _REPORTED.search(each.lowered))]
    if len({match["n"] for _, match in told}) != 1:
        return
    sentence, match = told[0]
    announced = number(match["n"])
    further = rf"\b(?:cases?|patients?|no\.?|pt\.?) (?:\d{{1,2}}(?:, | and | to |-)){{0,6}}{max(announced, count)}\b"
    if announced == count or (announced > count and re.search(further, article.document.text, re.IGNORECASE)):
        return
    yield finding(
        "announced-not-found",
        "warning",
        f"{match['n'].capitalize()} patients are announced; {count} are told of, numbered 1 to {count}.",
        matched(sentence, match),
        (words for case in article.own for words in case.evidence[:1]),
    )


def _numbered(document: Document, table: Table) -> list[Cell]:
    """The heads of the patients, where they are numbered from 1 without a gap."""
    if table.patients == "columns":
        first = min((cell.row for cell in table.cells if not cell.head), default=0)
        heads = [cell for cell in table.cells if cell.row < first]
    else:
        heads = [cell for cell in table.cells if cell.column == 0]
    found = {int(match["number"]): cell for cell in heads if (match := _PERSON_HEAD.match(_words(document, cell)))}
    return [found[place] for place in sorted(found)] if sorted(found) == list(range(1, len(found) + 1)) else []


def _words(document: Document, cell: Cell) -> str:
    return " ".join(clean_words(document.quote(cell)).split())


def _name(words: str, match: re.Match[str]) -> str:
    return words[: match.start()].strip(" ,(") or words
