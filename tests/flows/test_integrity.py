"""Integrity findings as they are told: keys that stay, acknowledgements, the gate, and two reports of one patient."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from flows.cli.main import main
from flows.literature.acknowledged import AcknowledgedError, read_acknowledged
from flows.literature.integrity import all_findings, gate, open_counts
from flows.literature.same_patients import links
from flows.workers.worker import extract_article
from schemas.finding import Finding
from schemas.record import ArticleRecord, IntegrityFinding
from schemas.values import Evidence
from tests.flows.factories import record_of

SHARE = "# A series of children with weakness\n\nAnti-SRP antibodies were found in 12/40 (35%) of the children.\n"
REPORT = """# Weakness in a boy of a small town

Arden B et al. Journal of Weakness 2019.

The patient was a boy aged 10 years. CK was 9460 U/L, LDH 1730 U/L, aldolase 317 U/L, ALT 509 U/L and AST 664 U/L at
presentation. The CMAS was 12/52. He was given methotrexate.
"""
REVIEW = """# Three seronegative patients of the literature

Table 1. Published cases of seronegative myopathy.

Case	1	2	3
Sex	F	M	M
Age (years)	5.1	11	10
LDH (U/L)	2365	1950	1730
CK (U/L)	8120	13006	9640
AST (U/L)	638	345	509
ALT (U/L)	328	384	664
CMAS	9	7	12
Aldolase (U/L)	88	159	317
Drugs	PDN	PDN	PDN, MTX

PDN: prednisolone; MTX: methotrexate.
"""


def words(quote: str, start: int = 0) -> tuple[Evidence, ...]:
    return (Evidence(start=start, end=start + len(quote), quote=quote),)


def record(*findings: IntegrityFinding, stem: str = "paper", **article: Any) -> ArticleRecord:
    made = record_of({"sex": "female"}, stem=stem)
    told = made.article.model_copy(update=article)
    return made.model_copy(update={"findings": findings, "article": told})


def slip(
    quote: str = "12/40 (35%)", *, start: int = 0, kind: str = "share", severity: str = "error"
) -> IntegrityFinding:
    told = {"kind": kind, "severity": severity, "message": "12 of 40 is 30 %, not 35 %."}
    return IntegrityFinding.model_validate({**told, "evidence": words(quote, start)})


def key_of(*records: ArticleRecord) -> str:
    (finding,) = all_findings(records, [], {})
    return finding.key


def casesift(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


def write(folder: Path, **texts: str) -> Path:
    folder.mkdir(exist_ok=True)
    for stem, text in texts.items():
        (folder / f"{stem}.txt").write_text(text, encoding="utf-8")
    return folder


# ---- keys


def test_a_key_stays_while_file_and_place_change() -> None:
    told = key_of(record(slip(), doi="10.1/x", stem="a"))
    assert told == key_of(record(slip("12/40\n (35%)", start=99), doi="10.1/x", stem="b"))
    assert len(told) == 12


@pytest.mark.parametrize(
    "other",
    [
        record(slip("12/40 (36%)"), doi="10.1/x"),
        record(slip(kind="other"), doi="10.1/x"),
        record(slip(), doi="10.1/y"),
    ],
)
def test_a_key_changes_with_its_words_its_kind_and_its_article(other: ArticleRecord) -> None:
    assert key_of(other) != key_of(record(slip(), doi="10.1/x"))


def test_the_same_words_at_two_places_are_two_findings() -> None:
    first, second = all_findings([record(slip(), slip(start=50))], [], {})
    assert second.key == f"{first.key}-2"


def test_what_is_acknowledged_stays_so_until_its_words_change() -> None:
    reasons = {key_of(record(slip())): "a misprint"}
    (known,) = all_findings([record(slip(start=7))], [], reasons)
    (changed,) = all_findings([record(slip("12/40 (34%)"))], [], reasons)
    assert (known.acknowledged, changed.acknowledged) == ("a misprint", None)
    assert open_counts([known, changed]) == {"error": 1}


@pytest.mark.parametrize(
    ("fail_on", "severity", "closed"),
    [
        (None, "error", False),
        ("error", "warning", False),
        ("error", "error", True),
        ("warning", "error", True),
        ("info", "info", True),
    ],
)
def test_the_gate(fail_on: Any, severity: str, closed: bool) -> None:
    findings = all_findings([record(slip(severity=severity))], [], {})
    assert (gate(open_counts(findings), fail_on) is not None) is closed
    acknowledged = [each.model_copy(update={"acknowledged": "a misprint"}) for each in findings]
    assert gate(open_counts(acknowledged), fail_on) is None


@pytest.mark.parametrize("text", ["key: x", "- key: x", "- {key: x, reason: ''}", "[", "- {key: x, reason: y, z: 1}"])
def test_a_file_of_acknowledgements_that_cannot_be_used_is_told(text: str, tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AcknowledgedError, match=r"known\.yaml"):
        read_acknowledged(path)


def test_reasons_by_key(tmp_path: Path) -> None:
    path = tmp_path / "known.yaml"
    path.write_text("- key: abc\n  reason: a misprint\n", encoding="utf-8")
    assert read_acknowledged(path) == {"abc": "a misprint"}
    assert read_acknowledged(None) == {}


# ---- two reports of one patient


def of_two_reports(tmp_path: Path, review: str) -> dict[str, Finding]:
    folder = write(tmp_path, report=REPORT, review=review)
    read = [extract_article(folder / name) for name in ("report.txt", "review.txt")]
    records = [each for each in read if isinstance(each, ArticleRecord)]
    found = all_findings(records, links(records), {})
    assert all(
        (folder / each.article).read_text(encoding="utf-8")[each.start : each.end] == each.quote
        for finding in found
        for each in finding.evidence
    )
    return {finding.kind: finding for finding in found}


def test_exchanged_digits_and_analytes_between_a_report_and_a_table(tmp_path: Path) -> None:
    found = of_two_reports(tmp_path, REVIEW)
    assert set(found) == {"digits-exchanged", "analytes-exchanged"}
    digits, names = found["digits-exchanged"], found["analytes-exchanged"]
    assert digits.articles == names.articles == ("report.txt", "review.txt")
    assert {(each.side, each.quote) for each in digits.evidence} == {(1, "9460 U/L"), (2, "9640")}
    assert "ALT and AST of one patient" in names.message or "AST and ALT of one patient" in names.message


def test_two_reports_that_agree_are_no_finding(tmp_path: Path) -> None:
    right = REVIEW.replace("9640", "9460").replace("384	664", "384	509").replace("345	509", "345	664")
    assert of_two_reports(tmp_path, right) == {}


# ---- the command


def test_check_as_json(tmp_path: Path) -> None:
    result = casesift("check", write(tmp_path, a=SHARE), "--format", "json")
    assert result.exit_code == 0
    (finding,) = json.loads(result.stdout)["findings"]
    assert (finding["kind"], finding["severity"], finding["articles"]) == ("share-not-of-its-count", "error", ["a.txt"])
    assert finding["message"] == "12 of 40 is 30 %, not 35 %."
    (place,) = finding["evidence"]
    assert SHARE[place["start"] : place["end"]] == place["quote"] == "12/40 (35%"


def test_check_as_a_table(tmp_path: Path) -> None:
    result = casesift("check", write(tmp_path, a=SHARE))
    assert "12 of 40 is 30 %, not 35 %." in result.stdout


def test_the_gate_of_check_and_the_way_through_it(tmp_path: Path) -> None:
    folder = write(tmp_path / "articles", a=SHARE)
    closed = casesift("check", folder, "--format", "json", "--fail-on", "warning")
    assert (closed.exit_code, closed.stderr) == (1, "casesift: 1 finding of severity warning or worse\n")
    known = tmp_path / "known.yaml"
    key = json.loads(closed.stdout)["findings"][0]["key"]
    known.write_text(f"- key: {key}\n  reason: the authors were asked\n", encoding="utf-8")
    through = casesift("check", folder, "--format", "json", "--fail-on", "warning", "--acknowledged", known)
    assert through.exit_code == 0
    assert json.loads(through.stdout)["findings"][0]["acknowledged"] == "the authors were asked"


def test_an_article_that_fails_is_named_and_the_rest_is_checked(tmp_path: Path) -> None:
    result = casesift("check", write(tmp_path, a=SHARE, empty=""), "--format", "json")
    assert result.exit_code == 1
    assert result.stderr == "casesift: empty.txt: the file is empty\n"
    assert len(json.loads(result.stdout)["findings"]) == 1


def test_acknowledgements_that_cannot_be_used_are_wrong_usage(tmp_path: Path) -> None:
    known = tmp_path / "known.yaml"
    known.write_text("key: x", encoding="utf-8")
    assert casesift("check", write(tmp_path / "articles", a=SHARE), "--acknowledged", known).exit_code == 2
