"""Every value can be traced back: words, rule, line of the vocabulary, what was made of the print, whose it is."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from extractors import nlp, readers
from extractors.lexicon import table
from flows.cli.main import main
from flows.lineage.explaining import explain
from flows.lineage.record_fields import FieldError, select, values_of
from schemas.document import Document
from schemas.explained import Explanation
from schemas.record import ArticleRecord
from tests.flows.factories import to_lines

STORY = (
    "A child with a weak muscle disease\n\n"
    "Case report\n\n"
    "A girl aged 9 years was admitted with weakness of both legs. On admission her creatine kinase was 7 300 IU/L. "
    "Aldolase was 12,5 U/L. Anti-HMGCR antibodies were negative, anti-SRP antibodies were positive. She was given "
    "intravenous immunoglobulin (IVIG) 2 g/kg/month and oral prednisone 1 mg/kg/day; azathioprine was never given.\n\n"
    "Discussion\n\n"
    "In this disease, creatine kinase often lies between 4,000 and 8,000 IU/L.\n"
)


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("story") / "story.txt"
    path.write_text(STORY, encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def document(story: Path) -> Document:
    return readers.read_article(story)


@pytest.fixture(scope="module")
def record(document: Document) -> ArticleRecord:
    return nlp.extract(document)


def one(record: ArticleRecord, field: str, document: Document | None = None) -> Explanation:
    (explanation,) = explain(record, field, document)
    return explanation


def test_words_rule_and_person_of_a_value(record: ArticleRecord) -> None:
    told = one(record, "ck")
    assert told.words[0].quote == STORY[told.words[0].start : told.words[0].end] == "7 300 IU/L"
    assert (told.rule, told.reads) == ("ck.behind", 'the value behind the name: "CK was 4,100 U/L"')
    assert 'spaces part thousands: "7 300" is 7300' in told.normalisation
    assert "a patient of the article" in told.whose
    assert "characters behind" in told.linked_by
    assert told.versions == record.versions


def test_the_line_of_the_vocabulary_is_the_one_that_matched(record: ArticleRecord, document: Document) -> None:
    told = one(record, "ck", document)
    assert told.context is not None
    assert told.context.startswith("On admission her creatine kinase")
    name, unit = told.vocabulary
    assert (name.means, name.file) == ("CK", "extractors/vocab/analyte_aliases.tsv")
    assert table("analyte_aliases")[name.line - 2]["alias"] == name.alias == "creatine-kinase"  # hyphens are left out
    assert table("units")[unit.line - 2] == {**table("units")[unit.line - 2], "printed": "IU/L", "unit": "IU/L"}


def test_decimal_comma_and_unit(record: ArticleRecord) -> None:
    assert 'decimal comma: "12,5" is 12.5' in one(record, "labs[aldolase]").normalisation


def test_what_denied_an_antibody_and_a_drug(record: ArticleRecord, document: Document) -> None:
    assert one(record, "antibodies[anti-HMGCR]", document).denied_by == '"negative"'
    assert one(record, "antibodies[anti-SRP]", document).denied_by is None
    assert one(record, "drugs[azathioprine]", document).denied_by is not None


def test_an_abbreviation_of_the_article_leads_to_the_line_of_its_long_form(tmp_path: Path) -> None:
    path = tmp_path / "short.txt"
    path.write_text(
        "Weak muscles in a girl\n\nCase report\n\nIn this disease prednisolone (PDN) is recommended.\n\n"
        "A girl aged 9 years was admitted with weakness. She was given PDN 2 mg/kg/day.\n",
        encoding="utf-8",
    )
    document = readers.read_article(path)
    told = one(nlp.extract(document), "drugs[prednisolone]", document)
    assert [line.alias for line in told.vocabulary] == ["prednisolone"]
    assert (
        'the article itself says: "PDN" is prednisolone' in told.normalisation or told.words[0].quote == "prednisolone"
    )


def test_seronegative_denies_by_itself(tmp_path: Path) -> None:
    path = tmp_path / "seronegative.txt"
    path.write_text(
        "Weak muscles in a girl\n\nCase report\n\nA girl aged 9 years had seronegative necrotising myopathy.\n",
        encoding="utf-8",
    )
    document = readers.read_article(path)
    told = one(nlp.extract(document), "antibodies", document)
    assert (told.rule, told.denied_by) == ("antibody.seronegative", f'"{told.printed}"')


def test_a_route_that_the_name_tells(record: ArticleRecord) -> None:
    lines = one(record, "drugs[immunoglobulin]").vocabulary
    assert any(line.means == "immunoglobulin, intravenous" for line in lines)


def test_a_dose_is_explained_with_its_drug(record: ArticleRecord, document: Document) -> None:
    told = one(record, "drugs[prednisone].doses[0]", document)
    assert (told.printed, told.rule) == ("1 mg/kg/day", "drug.name")
    assert any(line.alias == "mg" for line in told.vocabulary)


def test_age_and_sex_have_their_rule_where_the_article_is_at_hand(record: ArticleRecord, document: Document) -> None:
    assert one(record, "age").rule is None
    assert one(record, "age", document).rule == "demographics.person"


def test_what_is_nobodys_is_told_by_whom_it_is(record: ArticleRecord) -> None:
    for value in values_of(record):
        told = one(record, value.path)
        assert told.words
        if value.field in ("cohort", "unlinked"):
            assert told.linked_by == "not linked to a patient"


def test_every_value_can_be_asked_for_by_its_path(record: ArticleRecord) -> None:
    paths = [value.path for value in values_of(record)]
    assert len(paths) == len(set(paths))
    for path in paths:
        assert path in [value.path for value in select(record, path)]


@pytest.mark.parametrize("field", ["colour", "Case 9.ck", "ck[7]", "ck[", ""])
def test_a_field_that_is_not_there_is_named(record: ArticleRecord, field: str) -> None:
    with pytest.raises(FieldError):
        select(record, field)


def test_katals_and_months_are_told() -> None:
    text = "Case report\n\nA boy aged 18 months was seen. His CK was 120 µkat/L at presentation.\n"
    document = Document(id="0" * 64, source="a.txt", reader="text", text=text)
    path_record = nlp.extract(document.model_copy(update={"blocks": _blocks(text)}))
    steps = one(path_record, "ck").normalisation
    assert "µkat/L x 60 = U/L wherever values are compared: 7200 U/L; the record keeps µkat/L" in steps
    assert any("months / 12" in step and "1.5" in step for step in one(path_record, "age").normalisation)


def _blocks(text: str) -> tuple[object, ...]:
    from schemas.document import Block

    start = text.index("A boy")
    return (Block(start=start, end=len(text.rstrip()), kind="paragraph", section="case"),)


# ---- the command


def run(*arguments: object) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, ["explain", *map(str, arguments)])
    return result.exit_code, result.stdout, result.stderr


@pytest.fixture(scope="module")
def lines(story: Path, record: ArticleRecord) -> Path:
    path = story.parent / "records.jsonl"
    path.write_text(to_lines([record, record]), encoding="utf-8")
    return path


def test_an_article_a_line_and_a_name_are_all_understood(story: Path, lines: Path) -> None:
    for arguments in (
        (story, "ck"),
        (f"{lines}:2", "ck"),
        ("story.txt", "ck", "--out", lines.parent),
        (story, "ck", "--out", lines.parent),
    ):
        code, told, _ = run(*arguments)
        assert (code, "ck.behind" in told) == (0, True), arguments


def test_more_is_told_with_the_source_and_another_file_is_refused(story: Path, lines: Path, tmp_path: Path) -> None:
    code, told, _ = run(f"{lines}:1", "ck", "--source", story, "--format", "json")
    assert code == 0
    assert json.loads(told)[0]["context"].startswith("On admission")
    other = tmp_path / "other.txt"
    other.write_text(STORY + "More.\n", encoding="utf-8")
    assert run(f"{lines}:1", "ck", "--source", other)[0] == 2


@pytest.mark.parametrize(
    "arguments", [("nothing.jsonl:1", "ck"), ("{}:3", "ck"), ("{}", "ck"), ("{}:1", "colour"), ("{}:0", "ck")]
)
def test_what_cannot_be_found_is_wrong_usage(lines: Path, arguments: tuple[str, str]) -> None:
    code, told, error = run(arguments[0].format(lines), arguments[1])
    assert (code, told) == (2, "")
    assert error
