"""Several files of one article give one record; several articles stay several."""

from pathlib import Path
from typing import Any

import pytest

from flows.literature.same_article import by_article, repeated
from flows.printing.records import by_stem
from flows.store.store import Store
from flows.store.tables import CROSS_CHECKS
from flows.workers.extracted import extracted
from schemas.record import ArticleRecord
from tests.flows.factories import record_of

TITLE = "Weakness in two sisters who loved swimming"
CASE = {"sex": "female", "age_years": 9, "ck": [{"value": 4100, "unit": "U/L"}]}


def file(name: str, reader: str, *cases: dict[str, Any], **article: Any) -> ArticleRecord:
    """The record of one file; its bytes are told by its name."""
    record = record_of(*(cases or (CASE,)))
    told = record.article.model_copy(update={"source_file": name, **article})
    return record.model_copy(update={"id": f"{name:0<64}", "article": told, "reader": reader})


def files(records: list[ArticleRecord]) -> list[list[str]]:
    """By article, the names of its files, the chosen one first."""
    return [[record.article.source_file, *(check.source_file for check in record.cross_checks)] for record in records]


def test_the_best_source_speaks() -> None:
    given = [
        file(name, reader, doi="10.5555/one")
        for name, reader in (("x.txt", "text"), ("x.pdf", "pdf"), ("x.html", "html"), ("x.xml", "jats"))
    ]
    assert files(by_article(given)) == [["x.xml", "x.txt", "x.pdf", "x.html"]]
    assert files(by_article(given[:3])) == [["x.html", "x.txt", "x.pdf"]]
    assert files(by_article(given[:2])) == [["x.pdf", "x.txt"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"doi": "10.5555/ABC"}, {"doi": "10.5555/abc"}),
        ({"pmid": "123"}, {"pmid": "123", "doi": "10.5555/abc"}),
        ({"pmcid": "PMC12"}, {"pmcid": "PMC12"}),
        ({"title": TITLE}, {"title": TITLE.upper() + "."}),
        ({"title": TITLE, "doi": "10.5555/abc"}, {"title": TITLE}),
    ],
)
def test_files_of_one_article(one: dict[str, str], other: dict[str, str]) -> None:
    assert files(by_article([file("a.pdf", "pdf", **one), file("b.xml", "jats", **other)])) == [["b.xml", "a.pdf"]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {}),
        ({"doi": "10.5555/abc"}, {"doi": "10.5555/abd"}),
        ({"title": "Letter to the editor"}, {"title": "Letter to the editor"}),
        ({"title": TITLE, "doi": "10.5555/abc"}, {"title": TITLE, "doi": "10.5555/abd"}),
        ({"title": TITLE, "pmid": "1"}, {"title": TITLE, "pmid": "2"}),
    ],
)
def test_files_of_two_articles(one: dict[str, str], other: dict[str, str]) -> None:
    given = [file("a.pdf", "pdf", **one), file("b.xml", "jats", **other)]
    assert by_article(given) == given


def test_a_title_that_two_articles_share_decides_nothing() -> None:
    """The file without a DOI could be of either, and is of neither."""
    given = [
        file("a.xml", "jats", title=TITLE, doi="10.5555/1"),
        file("b.xml", "jats", title=TITLE, doi="10.5555/2"),
        file("c.pdf", "pdf", title=TITLE),
    ]
    assert by_article(given) == given


def test_three_files_hang_together_by_what_two_share() -> None:
    given = [
        file("a.txt", "text", title=TITLE),
        file("other.txt", "text"),
        file("b.pdf", "pdf", title=TITLE, doi="10.5555/1"),
        file("c.xml", "jats", doi="10.5555/1"),
    ]
    assert files(by_article(given)) == [["c.xml", "a.txt", "b.pdf"], ["other.txt"]]


def test_what_agrees_is_counted_and_gives_no_finding() -> None:
    (record,) = by_article([file("x.pdf", "pdf", doi="10.5555/1"), file("x.xml", "jats", doi="10.5555/1")])
    (check,) = record.cross_checks
    assert (check.agreed, check.differences, record.findings) == (3, (), ())


def test_what_differs_is_told_with_its_file_and_words() -> None:
    slipped = CASE | {"ck": [{"value": 41000, "unit": "U/L"}]}
    (record,) = by_article([file("x.xml", "jats", doi="10.5555/1"), file("x.pdf", "pdf", slipped, doi="10.5555/1")])
    (check,) = record.cross_checks
    assert check.agreed == 2
    assert [(each.only_in, each.case, each.field, each.fact) for each in check.differences] == [
        ("x.xml", "Case 1", "ck", "value 4100, unit U/L"),
        ("x.pdf", "Case 1", "ck", "value 41000, unit U/L"),
    ]
    assert all(each.evidence for each in check.differences)
    (finding,) = record.findings
    assert (finding.kind, finding.severity) == ("sources_differ", "warning")
    assert "x.xml and x.pdf" in finding.message
    assert "41000" in finding.message


def test_a_patient_of_one_file_only_is_a_difference() -> None:
    boy = {"label": "Case 2", "sex": "male", "age_years": 12}
    given = [file("x.xml", "jats", CASE, doi="10.5555/1"), file("x.pdf", "pdf", CASE, boy, doi="10.5555/1")]
    (check,) = by_article(given)[0].cross_checks
    assert [(each.only_in, each.case, each.field) for each in check.differences] == [
        ("x.pdf", "Case 2", "sex"),
        ("x.pdf", "Case 2", "age"),
    ]


def test_gold_finds_its_article_under_the_name_of_any_of_its_files() -> None:
    joined = by_article([file("scan.pdf", "pdf", doi="10.5555/1"), file("123.xml", "jats", doi="10.5555/1")])
    keyed, problems = by_stem(joined)
    assert (set(keyed), problems) == ({"scan", "123"}, [])


def test_the_store_knows_which_files_repeat_an_article(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'store.db'}")
    pdf, xml = file("x.pdf", "pdf", doi="10.5555/1"), file("x.xml", "jats", doi="10.5555/1")

    def noted() -> list[tuple[str, str]]:
        with store._engine.connect() as connection:
            columns = CROSS_CHECKS.c.source_file, CROSS_CHECKS.c.of_source_file
            return [(row[0], row[1]) for row in connection.execute(CROSS_CHECKS.select().with_only_columns(*columns))]

    store.save(1, [(Path(each.article.source_file), extracted(each)) for each in (pdf, xml)])
    files = store.listed((each.id, each.article.source_file) for each in (pdf, xml))
    (record,) = by_article([pdf, xml])
    checks = list(repeated(record.id, record.article.source_file, record.cross_checks))
    for _ in range(2):
        store.note_cross_checks(files, checks)
        assert noted() == [("x.pdf", "x.xml")]
    store.note_cross_checks(files[:1], [])
    assert noted() == []
    store.close()
