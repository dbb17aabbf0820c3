"""Which articles are in doubt, and what follows from what a person says of them."""

from typing import Any

import pytest

from flows.scores.doubts import (
    Doubt,
    Review,
    confidence,
    decided,
    doubts,
    doubts_list,
    held_back,
    review_markdown,
    undecided,
)
from flows.workers.planning import fingerprint
from schemas.record import ArticleRecord, IntegrityFinding
from tests.flows.factories import READ, compared, gold_of, record_of

GIRL: dict[str, Any] = {"sex": "female", "age_years": 7, "ck": [{"value": 900, "unit": "U/L"}]}
FINDING = IntegrityFinding(kind="sum", severity="warning", message="Three and four are not eight.")
NOTE = FINDING.model_copy(update={"severity": "info"})


def record(*, unlinked: int = 0, stem: str = "paper", number: int = 0, **more: Any) -> ArticleRecord:
    """A girl with three values, and so many values that are nobody's."""
    lost = [{"kind": "ck", "value": {**READ, "value": 1000 + each, "unit": "U/L"}} for each in range(unlinked)]
    told = record_of(GIRL, stem=stem).model_dump(mode="json") | {"unlinked": lost, "id": f"{number:064}"}
    return ArticleRecord.model_validate(told).model_copy(update=more)


def of(source: ArticleRecord) -> Doubt:
    (doubt,) = doubts([source], None, 0.5)
    return doubt


# ---- confidence


@pytest.mark.parametrize(
    ("told", "share"),
    [
        (record(), 1),
        (record(unlinked=3), 0.5),
        (record(unlinked=1, findings=(FINDING, FINDING)), 0.5),
        (record(findings=(NOTE,)), 1),
        (record_of(), 1),
        (record(cases=(), unlinked=2), 0),
    ],
)
def test_confidence_is_the_share_of_what_found_its_place(told: ArticleRecord, share: float) -> None:
    assert confidence(told) == share


def test_a_statement_about_a_group_has_found_its_place() -> None:
    group = record_of(cohort=[{"measure": "patients", "statistic": "count", "value": 12}])
    assert confidence(group.model_copy(update={"findings": (FINDING,)})) == 0.5


# ---- doubts


def test_articles_below_the_bound_are_in_doubt_the_least_confident_first() -> None:
    articles = [record(unlinked=unlinked, stem=f"paper{unlinked}") for unlinked in (3, 4, 1, 9)]
    found = doubts(articles, None, 0.5)
    assert [(doubt.source_file, doubt.confidence) for doubt in found] == [("paper9.md", 0.25), ("paper4.md", 3 / 7)]
    assert found[0].reasons == ("confidence 0.25: 3 values placed, 9 nobody's",)


def test_findings_are_told_where_the_confidence_is_low() -> None:
    told = of(record(unlinked=5, findings=(FINDING,) * 5)).why
    assert told.count("Three and four") == 3
    assert "5 findings" in told
    assert told.endswith("and 2 more")


@pytest.mark.parametrize(
    ("gold", "reasons"),
    [
        ({"sex": "male"}, ["contradicts gold: Case 1, sex: gold has sex male, read sex female"]),
        ({**GIRL, "antibodies": [{"name": "anti-SRP", "result": "positive"}]}, []),  # missed: a gap, no contradiction
        (GIRL, []),
    ],
)
def test_what_gold_says_is_not_so_is_a_doubt_however_confident(gold: dict[str, Any], reasons: list[str]) -> None:
    truth = gold_of({**GIRL, **gold})
    found = doubts([record()], compared(truth, record()), 0.5)
    assert [reason for doubt in found for reason in doubt.reasons] == reasons


def test_files_of_one_name_are_told_apart() -> None:
    first, second = (record(unlinked=9, number=number) for number in (1, 2))
    names = [doubt.name for doubt in doubts([first, second], None, 0.5)]
    assert len({*names}) == 2
    assert all(name.startswith("paper.md (") for name in names)


def test_an_articles_words_are_no_markup() -> None:
    odd = record(unlinked=9, stem="*a*|b")
    assert doubts_list([of(odd)]).startswith(r"- **\*a\*\|b.md**: confidence")


# ---- what a person says


def test_an_answer_is_remembered_until_the_reasons_are_others() -> None:
    doubt = of(record(unlinked=9))
    (said,) = decided([doubt], (), "  it is fine\n")
    assert (said.decision, said.remark) == ("accepted", "it is fine")
    assert undecided([doubt], {doubt.fingerprint: said}) == []
    assert undecided([doubt], {}) == [doubt]
    worse = of(record(unlinked=10))
    assert undecided([worse], {doubt.fingerprint: said}) == [worse]


def test_the_remark_is_on_what_was_held_back() -> None:
    asked = doubts([record(unlinked=9, stem=stem, number=number) for number, stem in enumerate("ab")], None, 0.5)
    said = decided(asked, {"b.md"}, "mixed up")
    assert [(each.decision, each.remark) for each in said] == [("accepted", ""), ("held back", "mixed up")]


def test_who_is_held_back_is_in_no_table_under_whatever_name() -> None:
    back, other = of(record(unlinked=9, number=1)).fingerprint, fingerprint("other")
    said = {each.fingerprint: each for each in decided([of(record(unlinked=9, number=1))], {"paper.md"}, "mixed up")}
    review = Review(held_back=held_back([(back, "new.md"), (other, "paper.md")], said))
    assert review.admitted([back, other]) == {other}
    assert [each.source_file for each in review.held_back] == ["new.md"]
    assert "- **new.md**: mixed up (in doubt: confidence 0.25" in review_markdown(review)
    assert held_back([(other, "paper.md")], said) == ()


def test_an_accepted_article_is_in_the_table() -> None:
    doubt = of(record(unlinked=9))
    said = {doubt.fingerprint: decided([doubt], (), "")[0]}
    assert held_back([(doubt.fingerprint, "paper.md")], said) == ()
    assert doubt.fingerprint == fingerprint(record().id)


def test_what_nobody_looked_at_is_told() -> None:
    told = review_markdown(Review(not_reviewed=(of(record(unlinked=9)),)))
    assert told.startswith("## Not reviewed\n\n")
    assert "- **paper.md**: confidence 0.25" in told
    assert review_markdown(Review()) == ""
