"""Mentions -> cases -> record: prose first, then tables, then what titles and captions say of everybody.

Exactly one candidate or none: what cannot be attributed stays visible as unlinked.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.assembly import assemble
from extractors.cases import Case
from extractors.demographics import POINT
from extractors.drug_cells import answers_yes
from extractors.integrity.told_twice import find_told_twice
from extractors.legend_doses import Legends
from extractors.prose_linking import Prose
from extractors.reading import Found, Sentence
from extractors.regimens import share_doses, share_routes, share_untold
from extractors.relapses import opens_part
from extractors.reviews import is_review
from extractors.series_antibodies import of_series
from extractors.story_phases import tell_phases
from extractors.table_linking import Row, link_tables, rows_of_tables
from schemas.mention import AgeMention, AntibodyMention, CohortMention, Mention, SexMention
from schemas.record import CaseRecord, IntegrityFinding
from schemas.values import CohortFinding

# An age and a sex make a patient only where the article is about people: sharks have both.
_PEOPLE = re.compile(
    r"\b(?:patients?|case \d|child(?:ren)?|boys?|girls?|brothers?|sisters?|siblings?|twins?|"
    r"wom[ae]n|m[ae]n|infants?|toddlers?|adolescents?|teenagers?|wife|husband|sons?|daughters?|she|he|his|her|"
    r"admitted|hospital\w*|symptoms?|\d{1,2}[fm]|p\d|\d{1,2}[ -]?y/?o|pt|[fm], \d{1,2}|presented with|complained of|"
    r"\d{1,2}-year-old (?:with|who)|consulted for)\b|\by(?:ea)?rs?[ -]old (?:fe)?male"
)
_ADDRESSED = re.compile(r"\b(?:Mrs?|Ms)\b")  # as printed: "MS" is a disease, a method and a state
_SEX_CELL = re.compile(r":\s*[fm]\b")


@dataclass(frozen=True, slots=True)
class Linked:
    """All that the article says, by whom it is about."""

    cases: tuple[CaseRecord, ...]
    cohort: tuple[CohortFinding, ...]
    unlinked: tuple[Mention, ...]
    findings: tuple[IntegrityFinding, ...]


def link(sentences: list[Sentence], found: list[Found]) -> Linked:
    """Link the finds of all sentences of one document."""
    by_sentence: dict[int, list[Found]] = defaultdict(list)
    for item in map(Legends().complete, found):
        by_sentence[item.sentence.order].append(item)
    prose = Prose(review=is_review(sentences))
    prose.read(
        [sentence for sentence in sentences if sentence.passage.kind not in ("cell", "caption", "title")], by_sentence
    )
    unlinked = prose.unlinked
    if sentences:
        unlinked += link_tables(sentences[0].document, sentences, by_sentence, prose.cases)
    unlinked += _courses(sentences, by_sentence, prose.cases)
    prose.settle()
    share_doses(found, prose.cases)
    share_routes(found, prose.cases)
    unlinked = share_untold(unlinked, found, prose.cases)
    unlinked += _titles(sentences, by_sentence, prose.cases)
    cases = sorted((case for case in prose.cases if case.mentions), key=_place)
    if not any(_of_people(sentence) for sentence in sentences):
        cases = []
    headings = [
        place for place, sentence in enumerate(sentences) if sentence.passage.kind == "heading" or opens_part(sentence)
    ]
    for case in cases:
        tell_phases(case, sentences, headings)
        if case.hint is not None and not any(isinstance(mention, SexMention) for mention in case.mentions):
            case.add(case.hint, 0)
    return Linked(
        cases=tuple(assemble(case) for case in cases),
        cohort=_cohort(found, rows_of_tables(sentences[0].document, sentences, by_sentence) if sentences else {}),
        unlinked=tuple(unlinked),
        findings=tuple(told for case in cases for told in find_told_twice(case, sentences[0].document)),
    )


def _of_people(sentence: Sentence) -> bool:
    """Whether a sentence speaks of people; the letters F and M do so in cells only, elsewhere they are initials."""
    if _PEOPLE.search(sentence.lowered) or _ADDRESSED.search(sentence.text):
        return True
    return sentence.passage.kind == "cell" and _SEX_CELL.search(sentence.lowered) is not None


def _place(case: Case) -> tuple[bool, int]:
    """Own patients first, by the article's own numbering; otherwise in the order in which they were met."""
    return case.origin == "cited", case.number or 0


def _courses(sentences: list[Sentence], found: dict[int, list[Found]], cases: list[Case]) -> list[Mention]:
    """Cells under times are of the only patient of the article; of several they are of nobody in particular."""
    own = [case for case in cases if case.origin == "own" and case.mentions]
    unlinked: list[Mention] = []
    for sentence in sentences:
        if sentence.passage.kind == "cell" and sentence.passage.person is None:
            for item in found.get(sentence.order, []):
                listed = (
                    item.mention.kind == "drug"
                    and (  # a row of a list of treatments, a cell under "IVIG" or "Drugs"
                        item.start >= sentence.passage.head or answers_yes(sentence)
                    )
                )
                told = item.mention.kind in ("ck", "lab", "cmas", "antibody") or item.doses or listed
                if len(own) == 1 and told:
                    own[0].add(item.mention, sentence.order)
                else:
                    unlinked.append(item.mention)
    return unlinked


def _titles(sentences: list[Sentence], found: dict[int, list[Found]], cases: list[Case]) -> list[Mention]:
    """What the title says is said of the only patient of the article; of several no more than the antibody of all."""
    own = [case for case in cases if case.origin == "own" and case.mentions]
    spoken = [
        item for sentence in sentences if sentence.passage.kind == "title" for item in found.get(sentence.order, [])
    ]
    mentions: list[Mention] = [
        item.mention for item in spoken if item.mention.level == "patient" and item.mention.kind != "cohort"
    ]
    if len(own) != 1:
        announced = [item for items in found.values() for item in items if item.sentence.level == "group"]
        shared = of_series([*spoken, *announced], own)
        for case in own:
            case.caption += shared
        return [mention for mention in mentions if mention not in shared]
    own[0].caption += [mention for mention in mentions if isinstance(mention, AntibodyMention)]
    _describe(own[0], spoken)
    return [mention for mention in mentions if not isinstance(mention, AntibodyMention)]


def _describe(case: Case, spoken: list[Found]) -> None:
    """Sex and age as the title tells them ("in a 5-year-old boy"), where the text tells neither."""
    told = [(item.mention, item.sentence.order) for item in spoken if item.mention.level == "patient"]
    sexes = [(mention, order) for mention, order in told if isinstance(mention, SexMention)]
    ages = [(mention, order) for mention, order in told if isinstance(mention, AgeMention)]
    if len(sexes) > 1 or len(ages) > 1 or not all(case.fits(mention.sex, None) for mention, _ in sexes):
        return
    known = [mention for mention in case.mentions if isinstance(mention, AgeMention)]
    exact = any(int(mention.age_years) == int(title.age_years) for mention in known for title, _ in ages)
    aged = exact or any(mention.rule != POINT and mention.at != "other" for mention in known)
    for mention, order in (*sexes, *(ages if not aged else ())):
        case.add(mention, order)


def _cohort(found: list[Found], rows: dict[Row, str | None]) -> tuple[CohortFinding, ...]:
    """The group findings, each once; a row of one patient tells of no group, and a row counts its patients once."""
    persons = {row for row, group in rows.items() if group is None}
    names = {row: group for row, group in rows.items() if group}
    found = [item for item in found if (item.sentence.passage.table, item.sentence.passage.person) not in persons]
    counted = {
        (item.sentence.passage.table, item.sentence.passage.person): item
        for item in found
        if isinstance(item.mention, CohortMention) and item.mention.value.rule == "cohort.row-total"
    }
    found = [item for item in found if (row := _row_total(item)) is None or counted[row] is item]
    kept: list[CohortFinding] = []
    seen: set[tuple[object, ...]] = set()
    for item in found:
        if isinstance(item.mention, CohortMention):
            value = item.mention.value
            if (name := names.get((item.sentence.passage.table, item.sentence.passage.person))) is not None:
                value = value.model_copy(update={"population": name})
            key = (
                value.population if item.sentence.passage.kind in ("cell", "group") else None,
                value.measure,
                value.statistic,
                value.value,
                value.low,
                value.high,
                value.count,
                value.n,
            )
            if key not in seen:
                seen.add(key)
                kept.append(value)
    return tuple(_told_once(kept))


def _told_once(findings: list[CohortFinding]) -> Iterator[CohortFinding]:
    """Without a bare percentage that another statement of the article tells with the count behind it."""
    counted = {
        (value.measure, value.value) for value in findings if value.statistic == "percent" and value.count is not None
    }
    for value in findings:
        bare = value.statistic == "percent" and value.count is None and value.n is None
        if not (bare and (value.measure, value.value) in counted):
            yield value


def _row_total(item: Found) -> Row | None:
    mention, passage = item.mention, item.sentence.passage
    total = isinstance(mention, CohortMention) and mention.value.rule == "cohort.row-total"
    return (passage.table, passage.person) if total else None
