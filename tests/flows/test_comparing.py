"""One verdict a difference; what gold leaves open is neither right nor wrong; a person is paired with itself."""

from typing import Any

import pytest

from tests.flows.factories import Entry, compared, counted, gold_of, record_of, verdicts

GIRL: Entry = {"sex": "female", "age_years": 9}
BOY: Entry = {"sex": "male", "age_years": 4}


def inside(gold: Entry, found: Entry) -> list[str]:
    """The differences inside one case that agrees in sex and age: "field verdict"."""
    return [told.removeprefix("Case 1: ") for told in verdicts(gold_of({**GIRL, **gold}), record_of({**GIRL, **found}))]


def ck(**entry: Any) -> Entry:
    return {"ck": [entry]}


def drug(**entry: Any) -> Entry:
    return {"drugs": [{"name": "methotrexate", **entry}]}


def dose(**entry: Any) -> Entry:
    return drug(doses=[entry])


# ---- sex and age


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        ({"age_years": 9}, {"age_years": 9.05}, []),
        ({"age_years": 9}, {"age_years": 9.06}, ["age wrong_value"]),
        ({"age_years": 9, "age_also": [11]}, {"age_years": 11}, []),
        ({"age_years": None, "age_also": [11]}, {"age_years": 11}, []),
        ({"age_years": None, "age_also": [11]}, {"age_years": None}, []),
        ({"age_years": 9}, {"age_years": None}, ["age missed"]),
        ({"age_years": None}, {"age_years": 9}, ["age spurious"]),
        ({"sex": "female"}, {"sex": "male"}, ["sex wrong_value"]),
        ({"sex": "female", "sex_also": ["male"]}, {"sex": "male"}, []),
        ({"sex": None}, {"sex": "male"}, ["sex spurious"]),
        ({"sex": "female"}, {"sex": None}, ["sex missed"]),
    ],
)
def test_sex_and_age(gold: Entry, found: Entry, told: list[str]) -> None:
    anchor = ck(value=900, unit="U/L")
    assert inside({**anchor, **gold}, {**anchor, **found}) == told


# ---- numbers and units


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (ck(value=8000, unit="U/L"), ck(value=8000, unit="IU/L"), []),
        (ck(value=8000, unit="UI/L"), ck(value=8000, unit="U/L"), []),
        (ck(value=9000, unit="U/L"), ck(value=150, unit="µkat/L"), []),
        (ck(value=150, unit="\u03bckat/L"), ck(value=150, unit="\u00b5kat/L"), []),
        (ck(value=150, unit="µkat/L"), ck(value=150, unit="U/L"), ["ck wrong_unit"]),
        (ck(value=20, unit="xULN"), ck(value=20, unit="U/L"), ["ck wrong_unit"]),
        (ck(value=8000, unit=None), ck(value=8000, unit="U/L"), ["ck wrong_unit"]),
        (ck(value=8000, unit="U/L"), ck(value=8000), ["ck wrong_unit"]),
        (ck(value=8000, unit=None), ck(value=8000), []),
        (ck(value=8000, unit="U/L", unit_optional=True), ck(value=8000), []),
        (ck(value=8000, unit="U/L", unit_optional=True), ck(value=8000, unit="mg/L"), []),
        (ck(value=150, unit="µkat/L", unit_optional=True), ck(value=150), []),
        (ck(value=8000, unit="U/L", unit_optional=True), ck(value=8100, unit="U/L"), ["ck wrong_value"]),
        (ck(value=8000, unit="U/L"), ck(value=8100, unit="U/L"), ["ck wrong_value"]),
        (ck(value=8000, unit="U/L"), ck(value=8000, unit="U/L", comparator=">"), ["ck wrong_value"]),
        (ck(value=8000, unit="U/L", ref_high=190), ck(value=8000, unit="U/L"), []),
        (ck(low=400, high=900, unit="U/L"), ck(low=400, high=900, unit="U/L"), []),
        (ck(low=400, high=900, unit="U/L"), ck(low=400, high=800, unit="U/L"), ["ck wrong_value"]),
        (ck(low=400, high=900, unit="U/L"), ck(value=400, unit="U/L"), ["ck wrong_value"]),
        (ck(low=400, high=900, unit="U/L"), ck(low=400, high=900, unit="mg/L"), ["ck wrong_unit"]),
        (ck(value=8000, unit="U/L"), {}, ["ck missed"]),
        ({}, ck(value=8000, unit="U/L"), ["ck spurious"]),
        (ck(value=8000, unit="U/L", optional=True), {}, []),
        (ck(value=8000, unit="U/L", optional=True), ck(value=8000, unit="U/L"), []),
        (ck(value=8000, unit="U/L", optional=True), ck(value=8000), []),
        (ck(value=150, unit="µkat/L", optional=True), ck(value=150, unit="U/L"), []),
        (ck(value=8000, unit="U/L", optional=True), ck(value=7000, unit="U/L"), ["ck spurious"]),
    ],
)
def test_creatine_kinase(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


def lab(**entry: Any) -> Entry:
    return {"labs": [{"analyte": "aldolase", **entry}]}


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (lab(value=40, unit="U/L"), lab(value=40, unit="IU/L"), []),
        (lab(value=40, unit="U/L"), lab(value=40), ["labs wrong_unit"]),
        (lab(value=40, unit="U/L"), lab(value=50, unit="U/L"), ["labs wrong_value"]),
        (lab(value=40, unit="U/L"), lab(value=40, unit="U/L", analyte="LDH"), ["labs missed", "labs spurious"]),
        (lab(value=40, unit="U/L"), lab(value=40, unit="U/L", analyte="Aldolase"), []),
        (lab(value=40, unit="U/L", unit_optional=True), lab(value=40), []),
        (lab(value=40, unit="U/L", optional=True), {}, []),
    ],
)
def test_labs(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


def test_a_value_told_twice_is_one_fact() -> None:
    value = {"value": 8000, "unit": "U/L"}
    gold = gold_of({**GIRL, "ck": [value]})
    told_twice = record_of({**GIRL, "ck": [value, {"value": 8000, "unit": "IU/L"}]})
    assert counted(compared(gold, told_twice))["ck"] == (1, 1)
    wrong_twice = record_of({**GIRL, "ck": [{**value, "value": 7}, {**value, "value": 7}]})
    assert counted(compared(gold, wrong_twice))["ck"] == (0, 0)
    assert compared(gold, wrong_twice).verdicts["wrong_value"] == 1
    assert compared(gold, wrong_twice).verdicts["spurious"] == 0


def test_a_value_told_twice_shows_both_places() -> None:
    places = [{"start": start, "end": start + 5, "quote": "words"} for start in (0, 40)]
    told = {"ck": [{"value": 7, "unit": "U/L", "evidence": [place]} for place in places]}
    (difference,) = compared(gold_of(GIRL), record_of({**GIRL, **told})).differences
    assert [evidence.start for evidence in difference.evidence] == [0, 40]


def test_a_wrong_value_is_the_nearest_one() -> None:
    gold = {"ck": [{"value": 9000, "unit": "U/L"}, {"value": 300, "unit": "U/L"}]}
    found = {"ck": [{"value": 310, "unit": "U/L"}, {"value": 9900, "unit": "U/L"}]}
    wrong = compared(gold_of({**GIRL, **gold}), record_of({**GIRL, **found})).differences
    pairs = {(each.gold["value"], each.extracted["value"]) for each in wrong if each.gold and each.extracted}
    assert pairs == {(300, 310), (9000, 9900)}


# ---- phase


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        ("onset", "onset", []),
        ("onset", "peak", ["ck_phase wrong_value"]),
        ("onset", None, ["ck_phase missed"]),
        (None, "peak", []),
        (None, None, []),
    ],
)
def test_the_phase_is_scored_apart(gold: str | None, found: str | None, told: list[str]) -> None:
    value = {"value": 8000, "unit": "U/L"}
    assert inside(ck(**value, phase=gold), ck(**value, phase=found)) == told
    scores = compared(gold_of({**GIRL, **ck(**value, phase=gold)}), record_of({**GIRL, **ck(**value, phase=found)}))
    assert scores.patient["ck"].f1 == 1
    assert scores.patient["ck_phase"].support == (gold is not None)


def test_the_phase_is_scored_among_matched_values_only() -> None:
    gold = ck(value=8000, unit="U/L", phase="onset")
    assert inside(gold, ck(value=7000, unit="U/L", phase="onset")) == ["ck wrong_value"]
    assert inside(gold, {}) == ["ck missed"]
    assert inside({"ck": [{**gold["ck"][0], "optional": True}]}, ck(value=8000, unit="U/L", phase="peak")) == []


def test_a_phase_is_never_that_of_another_patient() -> None:
    def two(*phases: str) -> list[Entry]:
        return [
            {**person, **ck(value=900, unit="U/L", phase=phase)}
            for person, phase in zip((GIRL, BOY), phases, strict=True)
        ]

    assert verdicts(gold_of(*two("onset", "peak")), record_of(*two("peak", "onset"))) == [
        "Case 1: ck_phase wrong_value",
        "Case 2: ck_phase wrong_value",
    ]


def test_the_phase_of_an_optional_entry_is_open() -> None:
    value = {"value": 8000, "unit": "U/L"}
    assert inside({"ck": [value, {**value, "phase": "onset", "optional": True}]}, ck(**value)) == []
    assert inside({"ck": [value, {**value, "phase": "onset"}]}, ck(**value)) == ["ck_phase missed"]


def test_a_value_told_in_two_phases_accepts_either() -> None:
    value = {"value": 8000, "unit": "U/L"}
    twice = {"ck": [{**value, "phase": "onset"}, {**value, "phase": "peak"}]}
    assert inside(twice, ck(**value, phase="peak")) == []
    assert inside(ck(**value, phase="onset"), twice) == []


# ---- antibodies and CMAS


def antibody(result: str = "positive", name: str = "anti-HMGCR", **entry: Any) -> Entry:
    return {"antibodies": [{"name": name, "result": result, **entry}]}


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (antibody(), antibody(titre="1:80"), []),
        (antibody(), antibody("negative"), ["antibodies wrong_value"]),
        (antibody(), antibody(name="anti-SRP"), ["antibodies missed", "antibodies spurious"]),
        (antibody(), {}, ["antibodies missed"]),
        ({}, antibody(), ["antibodies spurious"]),
        (antibody(optional=True), {}, []),
        (antibody(optional=True), antibody(), []),
        (antibody(optional=True), antibody("negative"), []),
        (antibody(optional=True), antibody(name="anti-SRP"), ["antibodies spurious"]),
    ],
)
def test_antibodies(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


def cmas(**entry: Any) -> Entry:
    return {"cmas": [entry]}


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (cmas(score=12), cmas(score=12, max=52), []),
        (cmas(score=12, max=52), cmas(score=12, max=52), []),
        (cmas(score=12, max=52), cmas(score=12), ["cmas wrong_value"]),
        (cmas(score=12, phase="onset"), cmas(score=12, phase="peak"), []),
        (cmas(score=12), cmas(score=13), ["cmas wrong_value"]),
        (cmas(score=12), {}, ["cmas missed"]),
        (cmas(score=12, max=52, optional=True), cmas(score=12), []),
    ],
)
def test_cmas(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


# ---- drugs, doses and routes


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (drug(), drug(), []),
        (drug(status="given"), drug(status="stopped"), []),
        (drug(status="stopped"), drug(status="given"), []),
        (drug(status="exposure"), drug(status="given"), ["drugs wrong_value"]),
        (drug(status="given"), drug(status="not_given"), ["drugs wrong_value"]),
        (drug(status="exposure", status_also=["given"]), drug(status="stopped"), []),
        (drug(status="exposure", status_also=["given"]), drug(status="not_given"), ["drugs wrong_value"]),
        (drug(), drug(name="ciclosporin"), ["drugs missed", "drugs spurious"]),
        (drug(optional=True), {}, []),
        (drug(optional=True), drug(status="exposure"), []),
        (drug(optional=True, route="oral"), drug(route="topical", doses=[{"amount": 3}]), []),
    ],
)
def test_drugs(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (drug(route="oral"), drug(route="oral"), []),
        (drug(route="oral"), drug(route="topical"), ["routes wrong_value"]),
        (drug(route="oral"), drug(), ["routes missed"]),
        (drug(), drug(route="oral"), ["routes spurious"]),
        (drug(), drug(), []),
        (drug(route="oral", route_also=["topical"]), drug(route="topical"), []),
        (drug(route_also=["topical"]), drug(route="topical"), []),
        (drug(route_also=["topical"]), drug(), []),
        (drug(route_also=["topical"]), drug(route="oral"), ["routes spurious"]),
        (drug(route="oral", route_optional=True), drug(), []),
        (drug(route="oral", route_optional=True), drug(route="topical"), []),
        (drug(route_optional=True), drug(route="topical"), []),
        (drug(route="oral"), {}, ["drugs missed"]),
        ({}, drug(route="oral"), ["drugs spurious"]),
    ],
)
def test_routes(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


MG: Entry = {"amount": 10, "unit": "mg"}


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (dose(**MG), dose(**MG), []),
        (dose(**MG), dose(**MG, basis="m2", per="week"), []),
        (dose(**MG, per="week"), dose(**MG, per="week", basis="m2"), []),
        (dose(**MG, per="week"), dose(**MG, per="day"), ["doses wrong_unit"]),
        (dose(**MG, per="week"), dose(**MG), ["doses wrong_unit"]),
        (dose(**MG), dose(amount=10, unit="g"), ["doses wrong_unit"]),
        (dose(**MG), dose(amount=15, unit="mg"), ["doses wrong_value"]),
        (dose(low=10, high=15, unit="mg"), dose(low=10, high=15, unit="mg"), []),
        (dose(low=10, high=15, unit="mg"), dose(amount=10, unit="mg"), ["doses wrong_value"]),
        (dose(**MG), drug(), ["doses missed"]),
        (drug(), dose(**MG), ["doses spurious"]),
        (dose(**MG, optional=True), drug(), []),
        (dose(**MG, optional=True), dose(**MG, per="day"), []),
        (dose(**MG, optional=True), dose(amount=10, unit="g"), []),
        (dose(**MG, optional=True), dose(amount=25, unit="mg"), ["doses spurious"]),
        (dose(**MG), {}, ["drugs missed"]),
        ({}, dose(**MG), ["drugs spurious"]),
    ],
)
def test_doses(gold: Entry, found: Entry, told: list[str]) -> None:
    assert inside(gold, found) == told


def test_doses_that_leave_keys_out_are_paired_so_that_most_agree() -> None:
    gold = drug(doses=[MG, {**MG, "per": "week"}])
    assert inside(gold, drug(doses=[{**MG, "per": "week"}, {**MG, "per": "day"}])) == []
    assert inside(gold, drug(doses=[{**MG, "per": "week"}])) == ["doses missed"]


def test_a_drug_told_twice_is_one_with_all_its_doses_and_routes() -> None:
    gold = drug(route="oral", doses=[MG, {"amount": 20, "unit": "mg"}])
    first, second = {"name": "methotrexate", "doses": [MG]}, {"name": "methotrexate", "status": "stopped"}
    twice = {"drugs": [{**first, "route": "oral"}, {**second, "doses": [{"amount": 20}]}]}
    assert inside(gold, twice) == []
    assert inside(twice, gold) == []


def test_what_only_an_optional_entry_of_a_drug_tells_is_open() -> None:
    optional = {"name": "methotrexate", "optional": True, "route": "oral", "doses": [MG]}
    assert inside({"drugs": [{"name": "methotrexate"}, optional]}, drug()) == []
    assert inside({"drugs": [{"name": "methotrexate"}, optional]}, drug(route="oral", doses=[MG])) == []


def test_a_dose_told_twice_is_one_fact() -> None:
    assert inside(drug(doses=[MG, MG]), dose(**MG)) == []
    assert inside(dose(**MG), drug(doses=[MG, MG])) == []


def test_a_second_accepted_status_is_no_second_drug() -> None:
    gold = drug(status_also=["exposure"], doses=[MG])
    told = {"drugs": [{"name": "methotrexate"}, {"name": "methotrexate", "status": "exposure", "doses": [MG]}]}
    assert inside(gold, told) == []


# ---- cohort


def group(**entry: Any) -> Entry:
    return {"measure": "age_at_onset", "statistic": "mean", "value": 7, "unit": "years", **entry}


@pytest.mark.parametrize(
    ("gold", "found", "told"),
    [
        (group(), group(population="others", n=30, sd=2), []),
        (group(n=30), group(n=30), []),
        (group(n=30), group(n=31), ["cohort wrong_value"]),
        (group(sd=2), group(), ["cohort wrong_value"]),
        (group(count=4), group(count=4), []),
        (group(count=4), group(count=5), ["cohort wrong_value"]),
        (group(), group(statistic="median"), ["cohort wrong_value"]),
        (group(), group(unit="months"), ["cohort wrong_unit"]),
        (group(unit=None), group(), []),
        (group(value=None, low=2, high=9), group(value=None, low=2, high=9), []),
        (group(), group(measure="follow_up"), ["cohort missed", "cohort spurious"]),
        (group(), group(measure="anti-Xy"), ["cohort missed", "cohort spurious"]),
        (group(), group(measure="weekend"), ["cohort missed"]),
        (group(measure="weekend"), group(measure="weekend", value=8), ["cohort wrong_value"]),
        (group(optional=True), group(), []),
        (group(measure="ck", unit="U/L"), group(measure="ck", unit="IU/L"), []),
    ],
)
def test_cohort_findings(gold: Entry, found: Entry, told: list[str]) -> None:
    assert verdicts(gold_of(cohort=[gold]), record_of(cohort=[found])) == [f"group: {each}" for each in told]


def test_a_drug_is_a_measure_where_its_name_is_known() -> None:
    record = record_of(cohort=[group(measure="tacrolimus")])
    assert verdicts(gold_of(), record) == []
    assert verdicts(gold_of(), record, drug_names=frozenset({"Tacrolimus"})) == ["group: cohort spurious"]


def test_two_groups_of_one_size_are_two_findings() -> None:
    two = [group(population="here"), group(population="there")]
    assert verdicts(gold_of(cohort=two), record_of(cohort=two)) == []
    assert verdicts(gold_of(cohort=two), record_of(cohort=two[:1])) == ["group: cohort missed"]
    assert verdicts(gold_of(cohort=two[:1]), record_of(cohort=two)) == []


# ---- pairing


def test_cases_are_paired_by_what_they_say_and_not_by_label_or_order() -> None:
    gold = gold_of({**GIRL, **antibody()}, {**BOY, **antibody(name="anti-SRP")})
    swapped = record_of({**BOY, **antibody(name="anti-SRP")}, {**GIRL, **antibody()})
    assert verdicts(gold, swapped) == []


def test_the_agreement_over_the_document_decides_not_the_best_single_pair() -> None:
    number = ck(value=900, unit="U/L")
    gold = gold_of({**GIRL, **number}, {"age_years": 9, **cmas(score=30)})
    # The first agrees in three facts with the first of gold, but then the second would have no partner.
    record = record_of({**GIRL, **number, **cmas(score=30)}, {"sex": "female", **number})
    assert verdicts(gold, record) == ["Case 1: age missed", "Case 2: ck wrong_patient", "Case 2: sex spurious"]


def test_a_label_breaks_a_tie() -> None:
    gold = gold_of({"label": "Anna", "sex": "female", "age_years": 5}, {"label": "Berta", "sex": "female"})
    berta = {"label": "berta", "sex": "female", **ck(value=9, unit="U/L")}
    record = record_of(berta, {"label": "x", "also_called": ["Anna"], "sex": "female"})
    assert verdicts(gold, record) == ["Anna: age missed", "Berta: ck spurious"]


def test_an_origin_breaks_a_tie() -> None:
    gold = gold_of({"sex": "male", "origin": "cited", "age_years": 5}, {"sex": "male", "origin": "own"})
    own = {"label": "x", "sex": "male", "origin": "own", **ck(value=9, unit="U/L")}
    record = record_of(own, {"label": "y", "sex": "male", "origin": "cited"})
    assert verdicts(gold, record) == ["Case 1: age missed", "Case 2: ck spurious"]


def test_what_gold_leaves_open_breaks_a_tie() -> None:
    number, score = ck(value=9, unit="U/L", optional=True), cmas(score=30, optional=True)
    gold = gold_of({"sex": "female", **number}, {"sex": "female", **score})
    found = ck(value=9, unit="U/L"), cmas(score=30)
    record = record_of(*({"label": f"x{at}", "sex": "female", **each} for at, each in enumerate(reversed(found))))
    assert verdicts(gold, record) == []


def test_a_label_is_no_reason_to_leave_a_better_partner() -> None:
    gold = gold_of({"label": "Anna", **GIRL})
    record = record_of({"label": "Anna", "sex": "female"}, {"label": "x", **GIRL})
    assert verdicts(gold, record) == ["Anna: cases spurious", "Anna: sex spurious"]


def test_cases_that_agree_in_nothing_are_not_paired() -> None:
    gold, record = gold_of({"label": "Anna", **GIRL}), record_of({"label": "x", **BOY})
    assert verdicts(gold, record) == [
        "Anna: age missed",
        "Anna: cases missed",
        "Anna: sex missed",
        "x: age spurious",
        "x: cases spurious",
        "x: sex spurious",
    ]


def test_a_case_of_the_same_name_is_the_same_person() -> None:
    assert verdicts(gold_of({"label": "Anna", **GIRL}), record_of({"label": "anna", **BOY})) == [
        "Anna: age wrong_value",
        "Anna: sex wrong_value",
    ]


def test_all_facts_of_a_missed_case_are_missed() -> None:
    case = {
        **GIRL,
        **ck(value=9, unit="U/L", phase="onset"),
        **drug(route="oral", doses=[MG, {"amount": 20, "unit": "mg", "optional": True}]),
    }
    assert verdicts(gold_of(case), None) == [
        f"Case 1: {field} missed" for field in ("age", "cases", "ck", "doses", "drugs", "routes", "sex")
    ]


def test_all_facts_of_a_spurious_case_are_spurious() -> None:
    record = record_of({"label": "x", **BOY, **drug(route="oral", doses=[MG])}, GIRL)
    assert verdicts(gold_of(GIRL), record) == [
        f"x: {field} spurious" for field in ("age", "cases", "doses", "drugs", "routes", "sex")
    ]


# ---- optional cases


def test_an_optional_case_is_neither_missed_nor_spurious() -> None:
    gold = gold_of(GIRL, {**BOY, **antibody(), "optional": True})
    assert verdicts(gold, record_of(GIRL)) == []
    assert verdicts(gold, record_of(GIRL, BOY)) == []
    more = compared(gold, record_of(GIRL, {**BOY, **ck(value=8, unit="U/L")}))
    assert more.differences == ()
    assert "ck" not in counted(more, "document")
    both = compared(gold, record_of(GIRL, {**BOY, **antibody()}))
    assert [both.patient[field].support for field in ("cases", "sex", "antibodies")] == [1, 1, 0]
    assert [both.document[field].support for field in ("cases", "sex", "antibodies")] == [1, 1, 0]


@pytest.mark.parametrize("optional", [(True, False), (False, True)])
def test_an_optional_case_does_not_take_the_partner_of_a_required_one(optional: tuple[bool, bool]) -> None:
    gold = gold_of(*({**GIRL, "optional": open_} for open_ in optional))
    assert verdicts(gold, record_of({"label": "x", **GIRL})) == []
    assert compared(gold, record_of({"label": "x", **GIRL})).patient["cases"].recall == 1


def test_an_optional_case_keeps_its_partner_from_a_required_one_that_agrees_less() -> None:
    gold = gold_of({"sex": "male", **drug()}, {**BOY, **antibody(), "optional": True})
    assert verdicts(gold, record_of({"label": "x", **BOY, **antibody()})) == [
        f"Case 1: {field} missed" for field in ("cases", "drugs", "sex")
    ]


def test_an_optional_case_leaves_its_facts_open_wherever_they_are_found_in_the_document() -> None:
    gold = gold_of(GIRL, {**BOY, **antibody(), "optional": True})
    scores = compared(gold, record_of({**GIRL, **antibody()}))
    assert scores.patient["antibodies"].precision == 0
    assert scores.document["antibodies"].f1 is None


# ---- annotated fields


def test_only_annotated_fields_are_scored() -> None:
    found = record_of({**BOY, **drug(route="oral", doses=[MG]), **antibody()}, cohort=[group()])
    gold = {"sex": "male", "age_years": 4}
    assert verdicts(gold_of(gold, fields=["sex"]), found) == []
    assert verdicts(gold_of(gold, fields=["drugs"]), found) == ["Case 1: drugs spurious"]
    assert verdicts(gold_of(gold, fields=["cohort", "age"]), found) == ["group: cohort spurious"]


@pytest.mark.parametrize(
    ("annotated", "scored"),
    [
        (["drugs"], ["cases", "drugs", "doses", "routes"]),
        (["ck"], ["cases", "ck", "ck_phase"]),
        (["labs", "sex"], ["cases", "sex", "labs"]),
        ([], ["cases"]),
    ],
)
def test_an_annotated_field_brings_its_parts_and_cases_are_always_scored(
    annotated: list[str], scored: list[str]
) -> None:
    everything = {
        **GIRL,
        **ck(value=8, unit="U/L", phase="peak"),
        **antibody(),
        **cmas(score=3),
        **drug(route="oral", doses=[MG]),
        **lab(value=4),
    }
    both = compared(gold_of(everything, fields=annotated), record_of(everything))
    assert list(counted(both)) == scored
    assert list(counted(both, "document")) == scored


# ---- another patient's, a group's, nobody's


def test_a_fact_of_another_case_has_one_verdict_for_its_two_sides() -> None:
    gold = gold_of({**GIRL, **ck(value=900, unit="U/L")}, BOY)
    both = compared(gold, record_of(GIRL, {**BOY, **ck(value=900, unit="IU/L")}))
    (difference,) = both.differences
    assert (difference.case, difference.verdict) == ("Case 2", "wrong_patient")
    assert difference.gold == {"case": "Case 1", "value": 900, "unit": "U/L"}
    assert counted(both)["ck"] == (0, 0)
    assert counted(both, "document")["ck"] == (1, 1)


def test_a_fact_given_to_another_patient_as_well_is_wrong_there_only() -> None:
    gold = gold_of({**GIRL, **drug()}, BOY)
    both = compared(gold, record_of({**GIRL, **drug()}, {**BOY, **drug()}))
    assert [(each.case, each.verdict) for each in both.differences] == [("Case 2", "wrong_patient")]
    assert counted(both)["drugs"] == (0.5, 1)
    assert counted(both, "document")["drugs"] == (1, 1)


def test_a_fact_of_another_patient_comes_before_a_wrong_value() -> None:
    gold = gold_of({**GIRL, **ck(value=900, unit="U/L")}, {**BOY, **ck(value=400, unit="U/L")})
    record = record_of({**GIRL, **ck(value=400, unit="U/L")}, BOY)
    assert verdicts(gold, record) == ["Case 1: ck missed", "Case 1: ck wrong_patient"]


def test_a_wrong_sex_is_never_that_of_another_patient() -> None:
    anchors = antibody(), antibody(name="anti-SRP")
    gold = gold_of({"sex": "female", **anchors[0]}, {"sex": "male", **anchors[1]})
    record = record_of({"sex": "male", **anchors[0]}, anchors[1])
    assert verdicts(gold, record) == ["Case 1: sex wrong_value", "Case 2: sex missed"]


def test_a_fact_of_a_missed_case_on_another_case_is_of_the_wrong_patient() -> None:
    gold = gold_of({**GIRL, **drug()}, {**GIRL, **antibody()})
    assert verdicts(gold, record_of({**GIRL, **drug(), **antibody()})) == [
        "Case 1: antibodies wrong_patient",
        "Case 2: age missed",
        "Case 2: cases missed",
        "Case 2: sex missed",
    ]


@pytest.mark.parametrize(
    ("found", "field"),
    [
        (ck(value=4000, unit="U/L"), "ck"),
        (ck(low=4000, high=8000, unit="U/L"), "ck"),
        (cmas(score=30), "cmas"),
    ],
)
def test_a_groups_number_on_a_patient(found: Entry, field: str) -> None:
    cohort = [
        {"measure": "ck", "statistic": "range", "low": 4000, "high": 8000, "unit": "U/L"},
        {"measure": "cmas", "statistic": "median", "value": 30},
    ]
    assert verdicts(gold_of(GIRL, cohort=cohort), record_of({**GIRL, **found}, cohort=cohort)) == [
        f"Case 1: {field} cohort_as_patient"
    ]


def test_a_groups_age_on_a_patient() -> None:
    cohort = [group(value=7)]
    found = record_of({"sex": "female", "age_years": 7}, cohort=cohort)
    assert verdicts(gold_of(GIRL, cohort=cohort), found) == ["Case 1: age cohort_as_patient", "Case 1: age missed"]
    assert verdicts(gold_of({**GIRL, "age_years": 7}, cohort=cohort), found) == []


@pytest.mark.parametrize(
    ("found", "verdict"),
    [
        (ck(value=10000, unit="U/L"), "ck cohort_as_patient"),
        (ck(value=20, unit="xULN"), "ck spurious"),
        (drug(name="abatacept"), "drugs cohort_as_patient"),
        (drug(name="tacrolimus"), "drugs spurious"),
        (antibody(name="anti-Mi-2"), "antibodies cohort_as_patient"),
        (antibody(name="anti-Mi"), "antibodies spurious"),
        (lab(value=90, unit="U/L"), "labs cohort_as_patient"),
        (lab(value=91, unit="U/L"), "labs spurious"),
    ],
)
def test_a_trap_of_the_document_is_nobodys_fact(found: Entry, verdict: str) -> None:
    traps = ["CK above 10 000 U/L: a criterion", "Abatacept, Mi-2: in general", "aldolase over 90", "20 times"]
    assert verdicts(gold_of(GIRL, traps=traps), record_of({**GIRL, **found})) == [f"Case 1: {verdict}"]


def test_a_recommended_dose_is_nobodys_fact() -> None:
    traps = ["methotrexate 10 or 15 mg: a recommendation"]
    record = record_of({**GIRL, **dose(amount=15)})
    assert verdicts(gold_of({**GIRL, **drug()}, traps=traps), record) == ["Case 1: doses cohort_as_patient"]


@pytest.mark.parametrize(
    ("gold", "found", "verdict"),
    [
        (drug(), drug(status="not_given"), "drugs wrong_value"),
        (antibody(), antibody("negative"), "antibodies wrong_value"),
    ],
)
def test_a_name_of_the_patient_is_the_patients_though_a_trap_has_it(gold: Entry, found: Entry, verdict: str) -> None:
    traps = ["methotrexate, HMGCR: in general"]
    assert verdicts(gold_of({**GIRL, **gold}, traps=traps), record_of({**GIRL, **found})) == [f"Case 1: {verdict}"]


def test_a_trap_takes_nothing_from_what_is_right() -> None:
    gold = gold_of({**GIRL, **drug()}, traps=["methotrexate: typical use"])
    assert verdicts(gold, record_of({**GIRL, **drug()})) == []


@pytest.mark.parametrize("optional", [[], [{**GIRL, "optional": True}]])
def test_a_patient_of_a_document_without_patients_is_a_group(optional: list[Entry]) -> None:
    record = record_of({"label": "x", **BOY}, cohort=[group()])
    assert verdicts(gold_of(*optional), record) == [
        "group: cohort spurious",
        "x: age cohort_as_patient",
        "x: cases cohort_as_patient",
        "x: sex cohort_as_patient",
    ]
