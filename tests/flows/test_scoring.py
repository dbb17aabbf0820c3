"""Scores, intervals and floors; a faithful record is without a difference, whatever gold says."""

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from flows.scores.comparing import FIELDS
from flows.scores.scoreboard import differences_markdown, score_table
from flows.scores.scoring import check_floors, compare, rule_counts, to_json
from schemas.diff import Comparison
from schemas.gold import GoldRecord
from schemas.record import ArticleRecord
from tests.flows.factories import Entry, compared, counted, faithful, gold_of, record_of

GIRL: Entry = {"sex": "female", "age_years": 9, "antibodies": [{"name": "anti-Ku", "result": "positive"}]}
BOY: Entry = {"sex": "male", "age_years": 4}


def ck(*values: float) -> Entry:
    return {"ck": [{"value": value, "unit": "U/L"} for value in values]}


def drugs(*names: str) -> Entry:
    return {"drugs": [{"name": name} for name in names]}


# ---- one score


def test_precision_recall_and_f1() -> None:
    gold = gold_of({**GIRL, **drugs("a", "b", "c", "d")})
    score = compared(gold, record_of({**GIRL, **drugs("a", "b", "e")})).patient["drugs"]
    assert (score.precision, score.recall, score.support) == (2 / 3, 0.5, 4)
    assert score.f1 == pytest.approx(4 / 7)


def test_a_wrong_value_is_both_a_false_positive_and_a_false_negative() -> None:
    gold = gold_of({**GIRL, **ck(900, 500)})
    score = compared(gold, record_of({**GIRL, **ck(900, 600)})).patient["ck"]
    assert (score.precision, score.recall, score.support) == (0.5, 0.5, 2)


def test_what_nobody_told_has_no_score() -> None:
    score = compared(gold_of(GIRL), record_of(GIRL)).patient["cmas"]
    assert (score.precision, score.recall, score.f1, score.support, score.interval) == (None, None, None, 0, None)


def test_one_side_alone_has_one_ratio() -> None:
    only_gold = compared(gold_of({**GIRL, **ck(9)}), record_of(GIRL)).patient["ck"]
    assert (only_gold.precision, only_gold.recall, only_gold.f1) == (None, 0, 0)
    only_found = compared(gold_of(GIRL), record_of({**GIRL, **ck(9)})).patient["ck"]
    assert (only_found.precision, only_found.recall, only_found.f1, only_found.support) == (0, None, 0, 0)


def test_every_field_has_a_score_at_both_levels_in_order() -> None:
    comparison = compare({}, {})
    assert tuple(comparison.patient) == tuple(comparison.document) == FIELDS
    assert set(comparison.verdicts.values()) == {0}


def test_every_verdict_is_counted_matches_too() -> None:
    told = compared(gold_of({**GIRL, **ck(9)}), record_of({**GIRL, **ck(8)})).verdicts
    assert told == {
        "match": 4,
        "wrong_value": 1,
        "wrong_unit": 0,
        "missed": 0,
        "spurious": 0,
        "wrong_patient": 0,
        "cohort_as_patient": 0,
    }


def test_gold_without_a_record_is_all_missed_and_a_record_without_gold_left_out() -> None:
    comparison = compare({"other": record_of(BOY)}, {"paper": gold_of(GIRL)})
    assert counted(comparison) == dict.fromkeys(["cases", "sex", "age", "antibodies"], (None, 0))
    assert {each.article for each in comparison.differences} == {"paper"}


# ---- two levels


def test_a_fact_of_the_wrong_patient_is_right_at_document_level() -> None:
    gold = gold_of({**GIRL, **ck(900), **drugs("a")}, {**BOY, **ck(400)})
    record = record_of({**GIRL, **ck(400)}, {**BOY, **ck(900), **drugs("a")})
    comparison = compared(gold, record)
    assert counted(comparison)["ck"] == counted(comparison)["drugs"] == (0, 0)
    assert counted(comparison, "document")["ck"] == counted(comparison, "document")["drugs"] == (1, 1)
    assert comparison.verdicts["wrong_patient"] == 3


def test_doses_and_routes_belong_to_their_drug_at_document_level_too() -> None:
    def given(name: str, amount: float) -> Entry:
        return {"drugs": [{"name": name, "route": "oral", "doses": [{"amount": amount, "unit": "mg"}]}]}

    gold = gold_of({**GIRL, **given("a", 1)}, {**BOY, **given("b", 2)})
    swapped = record_of({**GIRL, **given("a", 2)}, {**BOY, **given("b", 1)})
    assert counted(compared(gold, swapped), "document")["doses"] == (0, 0)
    assert counted(compared(gold, swapped), "document")["routes"] == (1, 1)


def test_the_document_level_is_a_set() -> None:
    gold = gold_of({**GIRL, **ck(900)}, {**BOY, **ck(900)})
    scores = compared(gold, record_of({**GIRL, **ck(900)}, BOY)).document
    assert (scores["ck"].support, scores["ck"].recall) == (1, 1)
    assert (scores["sex"].support, scores["age"].support) == (2, 2)


def test_cases_are_counted_at_document_level() -> None:
    gold = gold_of(GIRL, BOY, {**BOY, "age_years": 5, "optional": True})
    for found, expected in [([GIRL], (1, 0.5)), ([GIRL] * 3, (1, 1)), ([GIRL] * 4, (2 / 3, 1)), ([], (None, 0))]:
        assert counted(compared(gold, record_of(*found)), "document")["cases"] == expected


def test_cohort_findings_score_the_same_at_both_levels() -> None:
    finding = {"measure": "patients", "statistic": "count", "value": 30}
    comparison = compared(gold_of(cohort=[finding]), record_of(cohort=[finding, {**finding, "value": 31}]))
    assert comparison.patient["cohort"] == comparison.document["cohort"]
    assert comparison.patient["cohort"].precision == 0.5


# ---- intervals


def batch(right: int, wrong: int) -> tuple[dict[str, ArticleRecord], dict[str, GoldRecord]]:
    stems = [f"paper{number}" for number in range(right + wrong)]
    gold = {stem: gold_of({**GIRL, **ck(900)}, stem=stem) for stem in stems}
    records = {stem: record_of({**GIRL, **ck(900 if stem in stems[:right] else 8)}) for stem in stems}
    return records, gold


def test_an_interval_holds_its_score_and_is_the_same_every_time() -> None:
    score = compare(*batch(6, 4)).patient["ck"]
    assert score.f1 == 0.6
    assert score.interval is not None
    low, high = score.interval
    assert 0.2 <= low <= 0.4
    assert 0.8 <= high <= 0.9
    assert compare(*batch(6, 4)).patient["ck"] == score


def test_an_interval_does_not_depend_on_the_order_of_files() -> None:
    records, gold = batch(3, 3)
    for number, stem in enumerate(gold):  # documents of different weight
        gold[stem] = gold_of({**GIRL, **ck(900, *range(number**2))}, stem=stem)
    turned = compare(dict(reversed(records.items())), dict(reversed(gold.items())))
    assert turned == compare(records, gold)


def test_an_interval_narrows_with_the_number_of_documents() -> None:
    def width(documents: int) -> float:
        interval = compare(*batch(documents, documents)).patient["ck"].interval
        assert interval is not None
        return interval[1] - interval[0]

    assert width(20) < width(4)


def test_one_document_has_an_interval_without_width() -> None:
    assert compare(*batch(1, 0)).patient["ck"].interval == (1, 1)
    assert compare(*batch(0, 1)).patient["ck"].interval == (0, 0)


def test_documents_without_the_field_do_not_spoil_its_interval() -> None:
    records, gold = batch(1, 0)
    records |= {f"other{number}": record_of(BOY) for number in range(6)}
    gold |= {f"other{number}": gold_of(BOY) for number in range(6)}
    assert compare(records, gold).patient["ck"].interval == (1, 1)


# ---- names


# ---- floors


def test_a_score_under_its_floor_is_told() -> None:
    comparison = compare(*batch(6, 4))
    floors = {"patient": {"ck": 0.61, "sex": 1.0}, "document": {"ck": 0.75}}
    assert check_floors(comparison, floors) == [
        "patient level, ck: F1 0.600 is under its floor of 0.610",
        "document level, ck: F1 0.600 is under its floor of 0.750",
    ]


def test_a_score_on_its_floor_holds() -> None:
    assert check_floors(compare(*batch(6, 4)), {"patient": {"ck": 0.6}}) == []


def test_what_was_not_there_cannot_fall() -> None:
    assert check_floors(compare(*batch(1, 0)), {"patient": {"cmas": 1}}) == []


@pytest.mark.parametrize("floors", [{"patient": {"height": 1.0}}, {"batch": {"ck": 1.0}}])
def test_a_floor_for_nothing_is_a_mistake(floors: dict[str, dict[str, float]]) -> None:
    with pytest.raises(ValueError, match="there is no score"):
        check_floors(compare(*batch(1, 0)), floors)


# ---- shown


def mixed() -> Comparison:
    gold = gold_of({**GIRL, **ck(900)}, BOY, cohort=[{"measure": "imnm", "statistic": "count", "value": 7}])
    return compared(gold, record_of({**GIRL, **ck(800)}, {**BOY, **drugs("a|<b>")}))


def test_the_json_is_the_public_contract() -> None:
    told = json.loads(json.dumps(to_json(mixed())))
    assert list(told) == ["patient", "document", "verdicts", "differences"]
    assert list(told["patient"]) == list(told["document"]) == list(FIELDS)
    assert list(told["patient"]["ck"]) == ["precision", "recall", "f1", "support", "interval"]
    assert told["patient"]["sex"] == {"precision": 1, "recall": 1, "f1": 1, "support": 2, "interval": [1, 1]}
    assert told["patient"]["cmas"]["interval"] is None
    wrong = told["differences"][0]
    assert list(wrong) == ["article", "case", "field", "verdict", "gold", "extracted", "evidence"]
    assert (wrong["article"], wrong["case"], wrong["field"], wrong["verdict"]) == (
        "paper",
        "Case 1",
        "ck",
        "wrong_value",
    )
    assert (wrong["gold"]["value"], wrong["extracted"]["value"]) == (900, 800)
    assert wrong["evidence"][0]["quote"] == "words"


def test_differences_go_by_article_and_field() -> None:
    gold = {stem: gold_of({**GIRL, **ck(900)}, stem=stem) for stem in ("b", "a")}
    records = {stem: record_of({**GIRL, "age_years": 3, **ck(800)}) for stem in ("b", "a")}
    told = [(each.article, each.field) for each in compare(records, gold).differences]
    assert told == [("a", "age"), ("a", "ck"), ("b", "age"), ("b", "ck")]


def test_the_table_has_a_row_a_field_and_both_levels() -> None:
    console = Console(width=120, record=True, quiet=False, file=None)
    with console.capture() as capture:
        console.print(score_table(mixed()))
    rows = {line.split()[1]: line.split() for line in capture.get().splitlines() if line.startswith("│")}
    assert list(rows) == list(FIELDS)
    assert [cell for cell in rows["sex"] if cell != "│"] == "sex 2 1.000 1.000 1.000 1.00 to 1.00 1.000".split()
    assert [cell for cell in rows["cmas"] if cell != "│"] == "cmas 0 - - - - -".split()
    assert [cell for cell in rows["cohort"] if cell != "│"] == "cohort 1 - 0.000 0.000 0.00 to 0.00 0.000".split()


def test_the_differences_are_told_in_markdown() -> None:
    assert differences_markdown(mixed()) == (
        "### paper\n\n"
        "| case | field | verdict | gold | extracted | words |\n"
        "|---|---|---|---|---|---|\n"
        "| Case 1 | ck | wrong value | value 900, unit U/L | value 800, unit U/L | words |\n"
        "| Case 2 | drugs | spurious |  | name a\\|&lt;b> | words |\n"
        "| (group) | cohort | missed | population the children, measure imnm, statistic count, value 7 |  |  |\n"
    )


def test_no_difference_is_one_sentence() -> None:
    assert differences_markdown(compare(*batch(1, 0))) == "No differences from gold.\n"


def test_each_article_has_its_own_table() -> None:
    assert differences_markdown(compare(*batch(0, 2))).count("### paper") == 2


def test_rules_are_judged_by_what_they_read() -> None:
    record = record_of({**GIRL, "ck": [{"value": 900, "unit": "U/L", "rule": "a"}, {"value": 7, "rule": "b"}]})
    counts = rule_counts({"paper": record}, {"paper": gold_of({**GIRL, **ck(900, 1)})})
    assert counts == {("antibodies", "rule"): (1, 0, 0), ("ck", "a"): (1, 0, 0), ("ck", "b"): (0, 1, 0)}


# ---- properties

NUMBERS = st.sampled_from([1, 2.5, 40, 900, 8000])
UNITS = st.sampled_from(["U/L", "IU/L", "µkat/L", "xULN", None])
ROUTES = st.sampled_from([None, "oral", "topical"])
STATUSES = st.sampled_from(["given", "stopped", "exposure", "not_given"])


def entries(**keys: st.SearchStrategy[Any]) -> st.SearchStrategy[list[dict[str, Any]]]:
    return st.lists(st.fixed_dictionaries({**keys, "optional": st.booleans()}), max_size=3)


MEASUREMENT: dict[str, st.SearchStrategy[Any]] = {
    "value": NUMBERS,
    "unit": UNITS,
    "comparator": st.sampled_from("=<>~"),
    "unit_optional": st.booleans(),
}
CASES = st.fixed_dictionaries(
    {
        "sex": st.sampled_from(["female", "male", None]),
        "age_years": st.one_of(st.none(), st.integers(0, 5)),
        "age_also": st.lists(st.integers(0, 5), max_size=1),
        "origin": st.sampled_from(["own", "cited"]),
        "ck": entries(**MEASUREMENT, phase=st.sampled_from([None, "onset", "peak"])),
        "labs": entries(**MEASUREMENT, analyte=st.sampled_from(["LDH", "ESR"])),
        "antibodies": entries(
            name=st.sampled_from(["anti-Ku", "ANA"]), result=st.sampled_from(["positive", "negative", "borderline"])
        ),
        "cmas": entries(score=st.integers(0, 3), max=st.sampled_from([None, 52])),
        "drugs": entries(
            name=st.sampled_from(["a", "b"]),
            route=ROUTES,
            route_optional=st.booleans(),
            status=STATUSES,
            status_also=st.lists(STATUSES, max_size=1),
            doses=entries(amount=NUMBERS, unit=st.sampled_from(["mg", "g"]), per=st.sampled_from([None, "day"])),
        ),
        "optional": st.booleans(),
    }
)
COHORTS = entries(
    population=st.sampled_from(["here", "there"]),
    measure=st.sampled_from(["patients", "anti-Ku", "weekend"]),
    statistic=st.sampled_from(["count", "percent"]),
    value=NUMBERS,
    n=st.one_of(st.none(), NUMBERS),
)
GOLD = st.builds(lambda cases, cohort: gold_of(*cases, cohort=cohort), st.lists(CASES, max_size=3), COHORTS)


@given(GOLD)
@settings(deadline=None, derandomize=True)
def test_a_faithful_record_has_no_difference(gold: GoldRecord) -> None:
    comparison = compared(gold, faithful(gold))
    assert comparison.differences == ()
    for scores in (comparison.patient, comparison.document):
        assert {score.f1 for score in scores.values()} <= {1, None}
        assert {score.interval for score in scores.values()} <= {(1, 1), None}


@given(GOLD, GOLD)
@settings(deadline=None, derandomize=True)
def test_every_fact_has_one_verdict_and_the_scores_follow_from_them(gold: GoldRecord, other: GoldRecord) -> None:
    comparison = compared(gold, faithful(other))
    wrong = [each for each in comparison.differences if each.gold is None and each.extracted is None]
    assert wrong == []
    for level in (comparison.patient, comparison.document):
        for score in level.values():
            assert all(ratio is None or 0 <= ratio <= 1 for ratio in (score.precision, score.recall, score.f1))
            if score.precision is not None and score.recall is not None and score.precision + score.recall:
                both = score.precision * score.recall / (score.precision + score.recall)
                assert score.f1 == pytest.approx(2 * both)
            if score.interval and score.f1 is not None:
                assert score.interval[0] == pytest.approx(score.f1) == score.interval[1]
    matches = sum(round((score.recall or 0) * score.support) for score in comparison.patient.values())
    assert comparison.verdicts["match"] == matches


def plain(gold: GoldRecord) -> GoldRecord:
    """The same without anything that only one side can say."""
    return GoldRecord.model_validate({**gold.model_dump(), **_required(gold.model_dump(include={"cases", "cohort"}))})


def _required(told: Any) -> Any:
    dropped = {
        "optional",
        "unit_optional",
        "route_optional",
        "age_also",
        "sex_also",
        "route_also",
        "status_also",
        "phase",
    }
    if isinstance(told, dict):
        return {key: _required(value) for key, value in told.items() if key not in dropped}
    return [_required(value) for value in told] if isinstance(told, list | tuple) else told


@given(GOLD.map(plain), GOLD.map(plain))
@settings(deadline=None, derandomize=True)
def test_precision_one_way_is_recall_the_other_way_at_document_level(one: GoldRecord, other: GoldRecord) -> None:
    there, back = (compared(gold, faithful(read)).document for gold, read in ((one, other), (other, one)))
    for field in ("cases", "sex", "age", "antibodies", "ck", "labs", "drugs", "routes"):
        assert there[field].precision == back[field].recall
        assert there[field].recall == back[field].precision
        assert there[field].f1 == back[field].f1


@given(GOLD)
@settings(deadline=None, derandomize=True)
def test_nothing_extracted_is_never_a_false_find(gold: GoldRecord) -> None:
    comparison = compared(gold, None)
    assert {each.verdict for each in comparison.differences} <= {"missed"}
    assert {score.precision for score in comparison.patient.values()} == {None}
