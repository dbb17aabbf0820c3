"""Tables of patients -> cases: each column or row is one person, known from the prose, from another table, or new."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from extractors.cases import Case, number_counted
from extractors.citations import author_of, cited_row
from extractors.clean import clean_words
from extractors.others_patients import OTHERS
from extractors.pedigrees import member_label, member_number
from extractors.readers.family_rows import are_a_family, kin_of
from extractors.readers.patient_axis import ONE_PERSON, tells_a_person
from extractors.reading import Found, Sentence
from extractors.table_relatives import of_relative
from schemas.document import Cell, Document, Table
from schemas.mention import AgeMention, AntibodyMention, CkMention, Mention, SexMention
from schemas.values import Sex

_NUMBER = re.compile(
    rf"^\W*(?:{ONE_PERSON}|p|no)?\.?\s*#?\s*(?P<number>\d{{1,3}})(?:\s*\([^()]{{1,30}}\))?\W*$", re.IGNORECASE
)
_LETTER = re.compile(rf"^\W*(?i:{ONE_PERSON})\.?\s*(?P<letter>[A-H])\W*$")
_ROMAN = re.compile(rf"^\W*(?:(?i:{ONE_PERSON})\.?\s+)?(?P<roman>[IVX]{{1,4}})\W*$")
_LETTER_ALONE = re.compile(r"\W*(?P<letter>[A-H])\W*$")
_PERSONS_HEAD = re.compile(r"(?P<what>case|patient|pt|subject|child|proband)(?:s|ren)?\b", re.IGNORECASE)
_PRESENT = re.compile(
    r"\W*(?:the )?(?:present|our|this|current) (?:case|patient|report|study|child|girl|boy)\b", re.IGNORECASE
)
_LITERATURE = re.compile(r"literature|review|reported|published|previous|cited")
_REFERENCE = re.compile(r"\[\d+\]$")
_ROW = re.compile(r"#\d+$")
_STRONG_CK = 1000  # below this two patients may well share a value by chance
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

Row = tuple[int | None, int | None]


@dataclass(slots=True)
class Person:
    """A column or row of a table, with what its cells say."""

    table: int
    index: int
    number: int | None = None
    label: str | None = None
    citation: str | None = None
    present: bool = False
    kin: str | None = None
    mentions: list[tuple[Mention, int]] = field(default_factory=list)

    @property
    def sex(self) -> Sex | None:
        """Its sex, where a cell tells it."""
        return next((mention.sex for mention, _ in self.mentions if isinstance(mention, SexMention)), None)

    @property
    def age(self) -> float | None:
        """Its age in years, where a cell tells it."""
        return next((mention.age_years for mention, _ in self.mentions if isinstance(mention, AgeMention)), None)

    @property
    def single(self) -> bool:
        """Whether it is one patient rather than a row about several."""
        return self.sex is not None or self.age is not None or self.number is not None or self.label is not None

    @property
    def ck(self) -> set[float]:
        """Its creatine kinase values."""
        return {
            mention.value.value
            for mention, _ in self.mentions
            if isinstance(mention, CkMention) and mention.value.value
        }


def rows_of_tables(
    document: Document, sentences: list[Sentence], found: dict[int, list[Found]]
) -> dict[Row, str | None]:
    """For each row (or column) of the tables of patients: None where it is one patient, else the group's name."""
    of_tables = _by_table(sentences)
    return {
        (index, person.index): None if person.single else person.citation or ""
        for index, table in enumerate(document.tables)
        if table.patients is not None
        for person in _persons(document, index, table, of_tables[index], found)
    }


def link_tables(
    document: Document, sentences: list[Sentence], found: dict[int, list[Found]], cases: list[Case]
) -> list[Mention]:
    """Give every person of every table its case; returns the mentions of cells that are of no single person."""
    unlinked: list[Mention] = []
    of_tables = _by_table(sentences)
    for index, table in enumerate(document.tables):
        if table.patients is None:
            continue
        caption = _caption(of_tables[index], found)
        persons = _persons(document, index, table, of_tables[index], found)
        literature = _is_literature(document, table)
        if not literature:
            number_counted(cases, [(person.number, person.sex) for person in persons])
        named: dict[int, Case] = {}  # a patient may have a row, or a column, for each visit
        for person in persons:
            if not person.single:
                unlinked += [
                    mention for mention, _ in person.mentions if mention.level == "patient" and mention.kind != "cohort"
                ]
                continue
            own = person.number if not (literature or person.citation) else None
            case = named.get(own or 0) or _case(document, person, cases, literature)
            named |= {own: case} if own else {}
            if person.sex is not None and member_label(person.number or 0) and not case.fits(person.sex, None):
                case.overrule(person.sex)
            for mention, order in person.mentions:
                if mention.kind != "cohort":
                    case.add(mention, order)
            case.caption += caption
            case.persons.append((index, person.index))
    return unlinked


def _by_table(sentences: list[Sentence]) -> dict[int, list[Sentence]]:
    """The sentences of cells and captions by the table that they are of."""
    of_tables: dict[int, list[Sentence]] = defaultdict(list)
    for sentence in sentences:
        if sentence.passage.table is not None:
            of_tables[sentence.passage.table].append(sentence)
    return of_tables


def _caption(sentences: list[Sentence], found: dict[int, list[Found]]) -> list[Mention]:
    """What the title of a table says of all its rows: "Cases of anti-SRP myositis"."""
    spoken = [sentence.order for sentence in sentences if sentence.passage.kind == "caption"]
    mentions = [item.mention for order in spoken for item in found.get(order, [])]
    return [
        mention.model_copy(update={"level": "patient"}) for mention in mentions if isinstance(mention, AntibodyMention)
    ]


def _persons(
    document: Document, index: int, table: Table, sentences: list[Sentence], found: dict[int, list[Found]]
) -> list[Person]:
    persons: dict[int, Person] = {}
    heads, named = _heading_cells(table), _corner(document, table)
    for sentence in sentences:
        passage = sentence.passage
        if passage.kind != "cell" or passage.person is None:
            continue
        if (person := persons.get(passage.person)) is None:
            head = [cell for cell in heads.get(passage.person, ()) if not _is_sex(document, table, cell)]
            person = persons[passage.person] = _named(document, index, head, passage.person, named)
        person.mentions += [(item.mention, sentence.order) for item in found.get(sentence.order, [])]
    told = _without_wrapped(table, list(persons.values()))
    if are_a_family([person.label or "" for person in told]):
        for person in told:
            person.kin = kin_of(person.label or "")
    _number_citations(told)
    return told


def _without_wrapped(table: Table, persons: list[Person]) -> list[Person]:
    """Rows that a label above speaks for, and that tell nobody's sex, age or enzyme, go on with the row above."""
    if table.patients != "rows":
        return persons
    covered = {
        row
        for cell in table.cells
        if cell.column == 0 and cell.end > cell.start
        for row in range(cell.row + 1, cell.row + cell.row_span)
    }
    kept: list[Person] = []
    for person in persons:
        tells = person.sex is not None or person.age is not None or person.ck
        if kept and person.index in covered and not tells:
            kept[-1].mentions += person.mentions
        else:
            kept.append(person)
    return kept


def _corner(document: Document, table: Table) -> str | None:
    """What the head above the names of rows, or beside those of columns, calls them: "Patient"."""
    corner = next((cell for cell in table.cells if cell.head and not cell.column and cell.end > cell.start), None)
    match = _PERSONS_HEAD.match(document.quote(corner)) if corner else None
    return match["what"].capitalize() if match else None


def _named(document: Document, index: int, heads: Iterable[Cell], person: int, named: str | None) -> Person:
    """A person of a table by the number, letter, name or citation that heads its row or column."""
    for cell in heads:
        words = " ".join(clean_words(document.quote(cell)).split())
        if (place := member_number(words)) is not None:
            return Person(index, person, number=place, label=words)
        if match := _NUMBER.match(words):
            return Person(
                index, person, number=int(match["number"]), label=words if re.search("[A-Za-z]", words) else None
            )
        if (match := _ROMAN.match(words)) and (number := _roman(match["roman"])):
            return Person(index, person, number=number, label=words if named is None or " " in words else None)
        if match := _LETTER.match(words):
            return Person(index, person, number=ord(match["letter"]) - 64, label=words)
        if named and (match := _LETTER_ALONE.match(words)):
            return Person(index, person, number=ord(match["letter"]) - 64, label=f"{named} {match['letter']}")
        if _PRESENT.match(words):
            return Person(index, person, label=words, present=True)
        if kin_of(words) is not None:
            return Person(index, person, label=words)
        if (citation := cited_row(words)) and not _PERSONS_HEAD.match(words):
            return Person(index, person, citation=citation)
    return Person(index, person)


def _roman(numeral: str) -> int:
    """The number that a numeral means, 0 where it is none: ``IV`` 4."""
    return _ROMANS.index(numeral) + 1 if numeral in _ROMANS else 0


def _is_sex(document: Document, table: Table, cell: Cell) -> bool:
    """Whether the second cell of a row tells the sex of its patient and no name: "F" is no letter there."""
    return table.patients == "rows" and cell.column == 1 and tells_a_person(document.quote(cell).strip())


def _heading_cells(table: Table) -> dict[int, list[Cell]]:
    """The cells that head each column, or each row, of a table of patients."""
    heads: dict[int, list[Cell]] = defaultdict(list)
    first = min((cell.row for cell in table.cells if not cell.head), default=0)
    for cell in table.cells:
        if cell.end == cell.start:
            continue
        if table.patients == "columns" and cell.row < first:
            for column in range(cell.column, cell.column + cell.column_span):
                heads[column].append(cell)
        elif table.patients != "columns" and cell.column < 2:
            for row in range(cell.row, cell.row + cell.row_span):
                heads[row].append(cell)
    return heads


def _number_citations(persons: list[Person]) -> None:
    """Two rows under one citation are told apart by a number."""
    cited: dict[str, list[Person]] = defaultdict(list)
    for person in persons:
        if person.citation and (person.sex or person.age is not None):
            cited[person.citation].append(person)
    for citation, same in cited.items():
        for number, person in enumerate(same, start=1):
            person.label = f"{citation} #{number}" if len(same) > 1 else citation


def _is_literature(document: Document, table: Table) -> bool:
    caption = document.quote(table.caption).lower() if table.caption else ""
    return _LITERATURE.search(caption) is not None


def _case(document: Document, person: Person, cases: list[Case], literature: bool) -> Case:
    """The known case that a person of a table is, else a new one."""
    if person.kin is not None and not literature:
        return of_relative(person.label or "", person.kin, (person.sex, person.age), cases)
    own = [case for case in cases if case.origin == "own"]
    if person.present:
        meant = own if len(own) == 1 else [case for case in own if case.fits(person.sex, person.age, 1.0)]
        if len(meant) == 1:
            return meant[0]
    numbered = next((case for case in own if person.number is not None and case.number == person.number), None)
    fits = numbered is not None and (
        member_label(numbered.number or 0) is not None or _fits(numbered, person, literature=literature)
    )
    if numbered is not None and not person.citation and fits:
        return numbered
    strong = {value for value in person.ck if value >= _STRONG_CK}
    same = [case for case in own if strong & case.ck and case.fits(person.sex, person.age, 1.0)] if strong else []
    if len(same) == 1:
        same[0].aliases.append(_label(document, person))
        return same[0]
    unnumbered = [
        case
        for case in (own if person.age is not None else ())
        if case.number is None and case.ages and case.fits(person.sex, person.age, 0.05)
    ]
    if numbered is None and not person.citation and not literature and len(unnumbered) == 1:
        unnumbered[0].number = person.number
        return unnumbered[0]
    if (told := _told_of(person, cases)) is not None:
        return told
    clash = numbered is not None
    cited = bool(person.citation) or clash or (literature and bool(own))
    case = Case(
        label=_label(document, person) if cited or person.number is None else _numbered(person.number),
        origin="cited" if cited else "own",
        number=None if cited else person.number,
        citation=person.citation,
    )
    cases.append(case)
    return case


def _told_of(person: Person, cases: list[Case]) -> Case | None:
    """The case of a paper that the text tells of, and the row of a table too."""
    if person.citation is None:
        return None
    author, number = author_of(person.citation), _REFERENCE.search(person.citation)
    told = [case for case in cases if case.origin == "cited" and not case.persons]
    same = [case for case in told if author_of(case.label) == author or (number and case.label == number.group())]
    if row := _ROW.search(person.label or ""):
        same = [case for case in same if case.label.endswith(row.group()) or "#" not in case.label]
    same = same or [case for case in told if case.label == OTHERS and _alike(case, person)]
    if len(same) != 1 or not same[0].fits(person.sex, person.age, 1.0):
        return None
    same[0].label = person.label or person.citation
    same[0].citation = person.citation
    return same[0]


def _alike(case: Case, person: Person) -> bool:
    """Whether one high creatine kinase, sex and age are told of both."""
    return any(value >= _STRONG_CK for value in person.ck & case.ck) and case.fits(person.sex, person.age, 1.0)


def _fits(case: Case, person: Person, *, literature: bool) -> bool:
    """Whether a case of the same number may be a person of a table; an age at a visit or a loss tells nothing."""
    told = [item for item in case.mentions if isinstance(item, AgeMention) and item.at != "other"]
    if not literature and person.age is not None:  # "a wheelchair since the age of 8" is told of a later time
        told = [item for item in told if item.rule != "demographics.at-age" or item.age_years < person.age]
    if told:
        return case.fits(person.sex, person.age, 1.0)
    return case.fits(person.sex, None)


def _numbered(number: int) -> str:
    return member_label(number) or f"Case {number}"


def _label(document: Document, person: Person) -> str:
    """The row's citation, or the table's own name with the number of the case."""
    if person.label and person.citation:
        return person.label
    table = document.tables[person.table].label or f"Table {person.table + 1}"
    return f"{table} Case {person.number if person.number is not None else person.index}"
