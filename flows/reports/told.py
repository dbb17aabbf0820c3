"""One article as a report tells it, whether its record was parsed or its rows came from the store."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from flows.literature.integrity import identity
from flows.literature.same_article import joined, source_rank
from flows.literature.same_patients import links_of_profiles
from flows.printing.patients import PatientRow, patient_rows
from flows.store.store import Listed, Store
from flows.workers.patient_profiles import Profile
from schemas.linked import PatientLink
from schemas.record import ArticleRecord, CrossCheck, IntegrityFinding

_PAGE = 200  # articles whose rows are in memory at the same time
_PARSED = 20  # and whose records are


class Told(NamedTuple):
    """An article: ``words`` is its record as JSON, ``cases``, ``cohort`` and ``unlinked`` are counts.

    ``identity`` is what the article is known by whatever file it comes in.
    """

    source_file: str
    id: str
    reader: str
    cases: int
    cohort: int
    unlinked: int
    words: str
    patients: tuple[PatientRow, ...]
    identity: str
    findings: tuple[IntegrityFinding, ...] = ()
    warnings: tuple[str, ...] = ()
    cross_checks: tuple[CrossCheck, ...] = ()


def told(record: ArticleRecord) -> Told:
    """The article of a record."""
    return Told(
        source_file=record.article.source_file,
        id=record.id,
        reader=record.reader,
        cases=len(record.cases),
        cohort=len(record.cohort),
        unlinked=len(record.unlinked),
        words=record.model_dump_json(),
        patients=tuple(patient_rows([record])),
        identity=identity(record.article),
        findings=record.findings,
        warnings=record.warnings,
        cross_checks=record.cross_checks,
    )


def tell(store: Store, articles: Sequence[Sequence[Listed]]) -> Iterator[Told]:
    """Tell each article, which is given by its files, in order; only a page of them is in memory at a time.

    A record is parsed only where its rows do not tell all: where there are several files, or something to note.
    """
    for first in range(0, len(articles), _PAGE):
        yield from _page(store, articles[first : first + _PAGE])


def records_of(store: Store, articles: Iterable[Sequence[Listed]]) -> Iterator[ArticleRecord]:
    """The record of each article, which is given by its files."""
    rest = iter(articles)
    while some := list(islice(rest, _PARSED)):
        records = iter(store.records([(file.fingerprint, file.source_file) for files in some for file in files]))
        for files in some:
            yield joined(list(islice(records, len(files))))


def links_of(store: Store, articles: Sequence[Sequence[Listed]]) -> list[PatientLink]:
    """The patients that these articles report more than once; only records of what is linked are parsed."""
    speaking = [speaks(files) for files in articles]

    @lru_cache(_PAGE)
    def profiles_at(place: int) -> list[Profile]:
        return list(store.profiles([speaking[place]], first=place))

    return links_of_profiles(
        store.profiles(speaking), profiles_at, lambda place: next(records_of(store, [articles[place]]))
    )


def speaks(files: Sequence[Listed]) -> Listed:
    """The file whose record is that of the article."""
    return min(files, key=lambda file: source_rank(file.reader))


def _page(store: Store, articles: Sequence[Sequence[Listed]]) -> Iterator[Told]:
    plain = [files[0] for files in articles if len(files) == 1 and files[0].plain]
    words = store.words([file.fingerprint for file in plain])
    patients = store.patients(plain)
    for files in articles:
        if len(files) > 1 or not files[0].plain:
            yield from map(told, records_of(store, [files]))
            continue
        (file,) = files
        yield Told(
            source_file=file.source_file,
            id=file.id,
            reader=file.reader,
            cases=file.cases,
            cohort=file.cohort or 0,
            unlinked=file.unlinked,
            words=words[file.fingerprint],
            patients=tuple(patients.get((file.id, file.source_file), ())),
            identity=identity(file),
        )
