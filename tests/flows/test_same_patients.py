"""The same patient is found in several reports; two patients that are only alike are not."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from itertools import chain, combinations
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from benchmarks.linkage import measure, planted
from flows.literature.counted_once import unique
from flows.literature.patient_bounds import Bounds
from flows.literature.patient_evidence import compare
from flows.literature.same_patients import links, links_of_profiles
from flows.reports import links_beside
from flows.reports.report import write_report
from flows.reports.told import told
from flows.store.store import Store
from flows.workers.extracted import extracted
from flows.workers.patient_profiles import Paper, Profile, paper_cited, profiles_of, significant
from flows.workers.profile_rows import profile_words, profiles_told
from schemas.linked import PatientLink
from schemas.record import ArticleRecord
from tests.flows.factories import Entry, record_of

ROOT = Path(__file__).parents[2]
GIRL: dict[str, Any] = {
    "sex": "female",
    "age_years": 11,
    "ck": [{"value": 13798, "unit": "U/L", "printed": "13,798 U/L"}],
    "antibodies": [{"name": "anti-SRP", "result": "positive"}],
    "labs": [
        {"analyte": "AST", "value": 509, "unit": "U/L", "printed": "509"},
        {"analyte": "ALT", "value": 664, "unit": "U/L", "printed": "664"},
        {"analyte": "LDH", "value": 1712, "unit": "U/L", "printed": "1712"},
    ],
}


def article(number: int, *cases: Entry, author: str | None = None, year: int = 2015, **told: Any) -> ArticleRecord:
    record = record_of(*cases, stem=f"paper-{number}")
    info = record.article.model_copy(update={"first_author": author, "year": year, **told})
    return record.model_copy(update={"id": f"{number:064}", "article": info})


def cited(case: Mapping[str, Any], citation: str | None, **other: Any) -> dict[str, Any]:
    return {**case, **other, "origin": "cited", "citation": citation}


def ck(value: float, unit: str = "U/L", **more: Any) -> dict[str, Any]:
    return {"ck": [{"value": value, "unit": unit, "printed": f"{value:g} {unit}", **more}]}


def lab(analyte: str, value: float) -> dict[str, Any]:
    return {"analyte": analyte, "value": value, "unit": "U/L", "printed": f"{value:g}"}


def found(*records: ArticleRecord) -> list[tuple[str, str, str]]:
    return [(each.left.case, each.right.case, each.verdict) for each in links(records)]


def only(*records: ArticleRecord) -> PatientLink:
    (link,) = links(records)
    return link


def disagreements(link: PatientLink) -> list[tuple[str, str]]:
    return sorted((fact.name or fact.field, fact.how) for fact in link.disagreements)


# ---- which are one


def test_a_row_that_cites_the_article_is_its_patient_and_the_own_report_speaks() -> None:
    review = article(1, cited(GIRL, "Alder et al, 2015"), author="Birch", year=2020)
    link = only(review, article(2, GIRL, author="Alder"))
    assert (link.verdict, link.relation) == ("same", "cited")
    assert (link.left.source_file, link.right.source_file) == ("paper-2.md", "paper-1.md")
    assert link.likelihood >= 0.99
    assert {fact.name or fact.field for fact in link.agreements} >= {
        "sex",
        "age",
        "ck",
        "AST",
        "ALT",
        "LDH",
        "anti-SRP",
    }


def test_digits_and_enzymes_that_were_exchanged_are_a_conflict_with_both_sides() -> None:
    labs = [lab("AST", 664), lab("ALT", 509), lab("LDH", 1712)]
    link = only(article(1, GIRL, author="Alder"), article(2, cited({**GIRL, **ck(13789), "labs": labs}, None)))
    assert link.verdict == "conflict"
    assert disagreements(link) == [("ALT", "names exchanged"), ("AST", "names exchanged"), ("ck", "digits exchanged")]
    both = next(fact for fact in link.disagreements if fact.field == "ck")
    assert (both.left.value, both.right.value, both.left.evidence[0].quote) == (13798, 13789, "words")
    assert "13,798 U/L against 13789 U/L (digits exchanged)" in link.message


def test_two_rows_of_one_review_from_two_papers() -> None:
    drugs = {"drugs": [{"name": name} for name in ("prednisone", "azathioprine", "rituximab")]}
    one, two = {**GIRL, **drugs, "labs": [lab("aldolase", 236)]}, {**GIRL, **drugs, "labs": [lab("aldolase", 263)]}
    link = only(article(1, cited(one, "Alder 2012"), cited(two, "Birch 2014")))
    assert (link.relation, link.verdict, disagreements(link)) == (
        "one article",
        "conflict",
        [("aldolase", "digits exchanged")],
    )


def test_a_later_report_of_the_same_first_author() -> None:
    later = {**GIRL, "cmas": [{"score": 12, "max": 52}]}
    assert found(article(1, GIRL, author="Alder"), article(2, later, author="ALDER K", year=2019)) == [
        ("Case 1", "Case 1", "same")
    ]


def test_a_patient_with_several_values_is_known_without_any_citation() -> None:
    assert [verdict for *_, verdict in found(article(1, GIRL), article(2, GIRL))] == ["same"]


def test_another_sex_is_a_conflict_where_all_the_rest_agrees() -> None:
    link = only(article(1, GIRL, author="Alder"), article(2, cited(GIRL, "Alder 2015", sex="male")))
    assert (link.verdict, disagreements(link)) == ("conflict", [("sex", "differs")])


def test_units_are_one_before_numbers_are_compared() -> None:
    with_katals = article(2, cited({"sex": "female", "age_years": 11, **ck(200.5, "µkat/L")}, "Alder 2015"))
    link = only(article(1, {"sex": "female", "age_years": 11, **ck(12030)}, author="Alder"), with_katals)
    assert ("ck", "equal") in [(fact.field, fact.how) for fact in link.agreements]


def test_digits_of_different_units_are_not_exchanged() -> None:
    in_katals = article(2, cited({**GIRL, **ck(201, "µkat/L")}, "Alder 2015"))
    assert disagreements(only(article(1, GIRL | ck(210), author="Alder"), in_katals)) == [("ck", "differs")]


def test_the_values_of_a_course_are_no_disagreement() -> None:
    course = {**GIRL, "ck": [*GIRL["ck"], {"value": 210, "unit": "U/L", "phase": "follow_up"}]}
    assert only(article(1, course, author="Alder"), article(2, cited(GIRL, "Alder 2015"))).verdict == "same"


def test_a_negative_panel_contradicts_a_positive_antibody() -> None:
    panel = {"antibodies": [{"name": "myositis-specific antibodies", "result": "negative"}]}
    link = only(article(1, GIRL, author="Alder"), article(2, cited({**GIRL, **panel}, "Alder 2015")))
    assert disagreements(link) == [("anti-SRP", "differs")]


def test_the_same_dose_in_another_unit_is_told() -> None:
    drug = {"name": "immunoglobulin"}
    grams, milligrams = (
        {
            **GIRL,
            "drugs": [{**drug, "doses": [{"amount": 0.4, "unit": unit, "basis": "kg", "printed": f"0.4 {unit}/kg"}]}],
        }
        for unit in ("g", "mg")
    )
    link = only(article(1, grams, author="Alder"), article(2, cited(milligrams, "Alder 2015")))
    assert disagreements(link) == [("immunoglobulin", "unit")]


def test_one_number_alone_makes_patients_of_one_author_likely_the_same() -> None:
    alike = {key: GIRL[key] for key in ("sex", "age_years", "ck", "antibodies")}
    link = only(article(1, alike, author="Alder"), article(2, alike, author="Alder", year=2019))
    assert (link.relation, link.verdict) == ("one author", "likely same")
    assert link.likelihood > 0.99


# ---- which are two


@pytest.mark.parametrize(
    "values",
    [
        {},
        ck(20000),  # a round number
        ck(13798),  # one rare number alone
        {**ck(12000), "drugs": [{"name": "prednisone"}, {"name": "methotrexate"}]},
    ],
)
def test_unrelated_patients_of_one_sex_age_and_antibody_are_never_called_the_same(values: Mapping[str, Any]) -> None:
    alike = {key: GIRL[key] for key in ("sex", "age_years", "antibodies")} | dict(values)
    assert "same" not in [verdict for *_, verdict in found(article(1, alike), article(2, alike), article(3, alike))]


def test_rows_that_cite_one_paper_are_its_several_patients() -> None:
    assert not found(article(1, cited(GIRL, "Alder 2015"), cited(GIRL, "Alder 2015")))


def test_the_own_patients_of_an_article_are_told_apart_by_it() -> None:
    assert not found(article(1, GIRL, GIRL, author="Alder"))


def test_a_row_that_could_be_either_of_two_is_linked_to_neither() -> None:
    bare = {"sex": "female", "age_years": 11}
    assert not found(article(1, bare, bare, author="Alder"), article(2, cited(bare, "Alder 2015")))


def test_of_several_patients_of_the_paper_cited_each_row_finds_its_own() -> None:
    two = {**GIRL, **ck(22857), "labs": [], "age_years": 14}
    review = article(2, cited(two, "Alder 2015"), cited(GIRL, "Alder 2015"), year=2020)
    assert found(article(1, GIRL, two, author="Alder"), review) == [
        ("Case 1", "Case 2", "same"),
        ("Case 2", "Case 1", "same"),
    ]


def test_a_citation_with_other_values_is_no_link() -> None:
    other = {"sex": "female", "age_years": 11, "antibodies": GIRL["antibodies"], **ck(2400)}
    assert not found(article(1, GIRL, author="Alder"), article(2, cited(other, "Alder 2015")))


def test_two_files_of_one_article_are_no_two_reports() -> None:
    assert not found(article(1, GIRL, doi="10.5555/a"), article(2, GIRL, doi="10.5555/A"))


def test_the_order_of_the_records_decides_nothing() -> None:
    records = [article(1, GIRL, author="Alder"), article(2, cited(GIRL, "Alder 2015")), article(3, GIRL | ck(77))]
    there, back = (
        {(frozenset((link.left.key, link.right.key)), link.likelihood, link.verdict) for link in links(given)}
        for given in (records, records[::-1])
    )
    assert there == back
    assert len(there) == 3


# ---- names and numbers


@pytest.mark.parametrize(
    ("citation", "paper"),
    [
        ("Binns et al, 2017", Paper(("binns",), 2017)),
        ("Della Marina 2021", Paper(("della", "marina"), 2021)),
        ("MARTÍN PEDRAZ L, 2021", Paper(("martin", "pedraz"), 2021)),
        ("Rouster-Stevens and Pachman (2008)", Paper(("rouster", "stevens"), 2008)),
        ("Østergaard & Sørensen 1999a", Paper(("ostergaard",), 1999)),
        ("Ito", Paper(("ito",), None)),
        ("2017", None),
        (None, None),
    ],
)
def test_what_a_citation_names(citation: str | None, paper: Paper | None) -> None:
    assert paper_cited(citation) == paper


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (Paper(("martin", "pedraz"), 2021), Paper(("martin",), 2021), True),
        (Paper(("suzuki",), 2008), Paper(("suzuki",), 2011), False),
        (Paper(("suzuki",), 2008), Paper(("suzuki",), 2009), True),
        (Paper(("suzuki",), 2008), Paper(("suzuki",), None), True),
        (Paper(("li",), 2020), Paper(("liang",), 2020), False),
    ],
)
def test_papers_by_name(one: Paper, two: Paper, *, same: bool) -> None:
    assert one.names(two) is two.names(one) is same


@pytest.mark.parametrize(("value", "digits"), [(13798, "13798"), (20000, "2"), (94.2, "942"), (0.05, "5"), (0, "")])
def test_significant_digits(value: float, digits: str) -> None:
    assert significant(value) == digits


def test_links_are_told_in_the_report_and_in_its_json(tmp_path: Path) -> None:
    records = [article(1, GIRL, author="Alder"), article(2, cited(GIRL, "Alder 2015", **ck(13789)))]
    findings = write_report(map(told, records), (), None, tmp_path, links_found=lambda: links(records))
    assert findings.link_count == 1
    assert "CK 13,798 U/L against 13789 U/L (digits exchanged)" in (tmp_path / "report.md").read_text(encoding="utf-8")
    (link,) = json.loads((tmp_path / "report.json").read_text(encoding="utf-8"))["same_patients"]
    assert (link["verdict"], link["left"]["source_file"]) == ("conflict", "paper-1.md")


def test_profiles_in_rows_are_linked_as_their_records_are() -> None:
    review = article(2, cited(GIRL, "Alder 2015", **ck(13789)), cited(GIRL, "Birch 2001"), year=2020)
    records = [article(1, GIRL, author="Alder", doi="10.5555/a"), review]

    def profiles_at(place: int) -> list[Profile]:
        record = records[place]
        return list(profiles_told(profile_words(record), place, record.id, record.article))

    assert [profiles_at(place) for place in (0, 1)] == [list(profiles_of(each, n)) for n, each in enumerate(records)]
    every = chain.from_iterable(map(profiles_at, (0, 1)))
    assert links_of_profiles(every, profiles_at, records.__getitem__) == links(records) != []


# ---- counted once


def counted(records: Sequence[ArticleRecord]) -> list[list[tuple[str, list[str]]]]:
    return [
        [(case.label, [other.source_file for other in case.also_reported]) for case in record.cases]
        for record in unique(records, links(records))
    ]


def test_each_patient_is_counted_once_and_no_report_is_lost() -> None:
    original = article(1, GIRL, {"sex": "male", "age_years": 4}, author="Alder")
    reviews = [article(number, cited(GIRL, "Alder 2015", **ck(13789)), year=2020) for number in (2, 3)]
    assert counted([*reviews, original]) == [[], [], [("Case 1", ["paper-2.md", "paper-3.md"]), ("Case 2", [])]]


def test_the_other_report_tells_what_it_disagrees_in() -> None:
    records = [article(1, GIRL, author="Alder"), article(2, cited(GIRL, "Alder 2015", **ck(13789)))]
    (other,) = unique(records, links(records))[0].cases[0].also_reported
    assert (other.verdict, other.citation) == ("conflict", "Alder 2015")
    assert other.disagreements == ("CK 13,798 U/L against 13789 U/L (digits exchanged)",)


def test_what_is_only_likely_stays_two_patients() -> None:
    alike = {key: GIRL[key] for key in ("sex", "age_years", "ck", "antibodies")}
    records = [article(1, alike), article(2, cited(alike, None))]
    assert found(*records) == [("Case 1", "Case 1", "likely same")]
    assert counted(records) == [[("Case 1", [])], [("Case 1", [])]]


def test_records_without_links_are_the_same_objects() -> None:
    records = [article(1, GIRL), article(2, {"sex": "male"})]
    assert all(one is two for one, two in zip(records, unique(records, []), strict=True))


# ---- many


def test_planted_patients_are_found_and_others_are_not() -> None:
    measured = measure(planted(400, seed=5))
    assert measured.precision >= 0.98
    assert not [link for link in measured.wrong if link.verdict == "same"]
    assert measured.found["copied"] >= 0.97 * measured.planted["copied"]
    assert measured.found["with a slip"] >= 0.8 * measured.planted["with a slip"]


def test_no_pair_weighs_more_than_its_bounds() -> None:
    records = planted(120, seed=3).records
    profiles = [each for place, record in enumerate(records) for each in profiles_of(record, place)]
    bounds = Bounds()
    for each in profiles:
        bounds.add(each)
    left, right = (np.array(side) for side in zip(*combinations(range(len(profiles)), 2), strict=True))
    bits, priors = bounds.bits(left, right), bounds.priors(left, right)
    for one, two, most, likely in zip(left, right, bits, priors, strict=True):
        relation = bounds.relations.between(profiles[one], profiles[two])
        if relation:
            assert relation[1] <= likely
            assert sum(fact.weight for fact in compare(profiles[one], profiles[two])) <= most + 1e-6


@pytest.mark.parametrize("many", [1, 1_000])
def test_the_search_beside_the_report_finds_the_same(
    many: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(links_beside, "_MANY", many)
    records = [article(1, GIRL), article(2, {**GIRL, "age_years": 12}), article(3, cited(GIRL, None))]
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with closing(Store(url)) as store:
        run = store.begin_run("run")
        store.save(run, [(tmp_path / record.article.source_file, extracted(record)) for record in records])
        files = [[each] for each in store.listed((record.id, record.article.source_file) for record in records)]
        with links_beside.links_beside(url, store, files) as links_found:
            assert links_found() == links(records) != []


_SEARCHING = """
import os, sys, time
from flows.reports import links_beside

def searched(url, articles):
    print(os.getpid(), flush=True)
    time.sleep(600)

links_beside._links_at = searched
links_beside._MANY = 0
if __name__ == "__main__":
    with links_beside.links_beside("", None, []) as links_found:
        links_found()
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="asks Linux for processes")
def test_a_search_ends_with_the_run_that_was_killed(tmp_path: Path) -> None:
    (tmp_path / "searching.py").write_text(_SEARCHING, encoding="utf-8")
    command = [sys.executable, str(tmp_path / "searching.py")]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}
    ) as run:
        assert run.stdout is not None
        search = Path("/proc") / run.stdout.readline().strip()
        assert search.exists()
        run.kill()
    end = time.monotonic() + 60
    while search.exists() and time.monotonic() < end:
        time.sleep(0.1)
    assert not search.exists()
