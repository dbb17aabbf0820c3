"""Records in which every patient is one case: the best report of each speaks, and names the others."""

from collections.abc import Iterable, Sequence

from flows.literature.same_patients import SURE, in_words
from flows.workers.patient_profiles import Profile, profiles_of
from schemas.linked import AlsoReported, PatientLink, PatientRef
from schemas.record import ArticleRecord, CaseRecord

_Key = tuple[str, str, int]


def unique(records: Sequence[ArticleRecord], links: Iterable[PatientLink]) -> list[ArticleRecord]:
    """The same records in the same order, with one case a patient; ``links`` are those of these records.

    Only what is sure counts as one patient: "same", or a "conflict" with a likelihood of 0.99; "likely same" stays two.
    An article's own case speaks before a cited one, then the one with more facts. The others are its ``also_reported``,
    and stand in their own records no longer; groups, findings and what is unlinked stay as they are.
    """
    sure = [link for link in links if link.likelihood >= SURE and link.verdict != "likely same"]
    told = {link.left.key: link.left for link in sure} | {link.right.key: link.right for link in sure}
    profiles = _profiles(records, told)
    silent: set[_Key] = set()
    reported: dict[_Key, tuple[AlsoReported, ...]] = {}
    for patient in _patients(sure, profiles):
        speaking, *others = sorted(patient, key=lambda key: profiles[key].speaks_before)
        reported[speaking] = tuple(_also(told[key], speaking, sure) for key in others)
        silent.update(others)
    return [_with_speaking_cases(record, silent, reported) for record in records]


def _profiles(records: Sequence[ArticleRecord], told: dict[_Key, PatientRef]) -> dict[_Key, Profile]:
    return {
        key: each
        for place, record in enumerate(records)
        for each in profiles_of(record, place)
        if (key := _key(record, each.position)) in told
    }


def _key(record: ArticleRecord, position: int) -> _Key:
    return record.id, record.article.source_file, position


def _patients(sure: Iterable[PatientLink], profiles: dict[_Key, Profile]) -> list[list[_Key]]:
    """Cases in groups that links connect, the likeliest first; never two patients of one article's own in one group."""
    group = {key: [key] for key in profiles}
    for link in sorted(sure, key=lambda link: -link.likelihood):
        one, two = group[link.left.key], group[link.right.key]
        articles = [key[:2] for key in (*one, *two) if profiles[key].own]
        if one is not two and len(articles) == len(set(articles)):
            joined = one + two
            group.update(dict.fromkeys(joined, joined))
    return list({id(keys): keys for keys in group.values() if len(keys) > 1}.values())


def _also(other: PatientRef, speaking: _Key, sure: Iterable[PatientLink]) -> AlsoReported:
    """The other report, by its link with the one that speaks, or else (found over a third report) by its likeliest."""
    own = [link for link in sure if other.key in (link.left.key, link.right.key)]
    link = max(own, key=lambda link: (speaking in (link.left.key, link.right.key), link.likelihood))
    return AlsoReported(
        **other.model_dump(exclude={"position"}),
        verdict=link.verdict,
        likelihood=link.likelihood,
        disagreements=tuple(map(in_words, link.disagreements)),
    )


def _with_speaking_cases(
    record: ArticleRecord, silent: set[_Key], reported: dict[_Key, tuple[AlsoReported, ...]]
) -> ArticleRecord:
    """The record without the silent cases; itself where nothing of it changes."""
    keyed = [(_key(record, position), case) for position, case in enumerate(record.cases)]
    if not any(key in silent or key in reported for key, _ in keyed):
        return record
    cases = (_with_others(case, reported.get(key)) for key, case in keyed if key not in silent)
    return record.model_copy(update={"cases": tuple(cases)})


def _with_others(case: CaseRecord, others: tuple[AlsoReported, ...] | None) -> CaseRecord:
    return case.model_copy(update={"also_reported": others}) if others else case
