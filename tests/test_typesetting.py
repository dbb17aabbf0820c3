"""How the samples are set: words, hyphens, tables, and what is told when something is missing."""

import sys
from pathlib import Path

import pytest
from lxml import etree

from extractors.readers import read_article
from raw_docs.typesetting import __main__ as typesetting
from raw_docs.typesetting.fonts import FontsError, lighten
from raw_docs.typesetting.gathering import ManuscriptError, manuscript_of, sample_texts
from raw_docs.typesetting.hyphens import breaks
from raw_docs.typesetting.inline import Run, plain, words_of
from raw_docs.typesetting.jats import jats_of
from raw_docs.typesetting.manuscript import SetTable
from raw_docs.typesetting.tables import WIDE_TABLES, LostWordsError, labelled, table_of

LETTER = """Citation: The casesift authors. casesift Sample Letters 2026;1:9. doi:10.5555/casesift.2026.009

This letter retells nothing at all.

## A made-up girl & her CK < 100 U/L

Dear Editor:

A girl of nine years had lost her strength within a month, could no longer climb the stairs of her school, and was seen
in our clinic together with both of her parents, who were well.<sup>1</sup> She got 15 mg/m2/week.

## References

- Roe J. *J Invent.* 2031;1:1-9.
"""


def test_words_are_set_as_printed() -> None:
    assert words_of("## **Table 1** of *Roe*") == (
        Run("Table 1", "bold"),
        Run(" of "),
        Run("Roe", "italic"),
    )
    assert plain(words_of("weak-\nness  was [normal,  5---31] $\\checkmark$ TIF-1 $\\gamma$ , MTX\\*")) == (
        "weakness was [normal, 5–31] ✓ TIF-1γ, MTX*"
    )
    assert plain(words_of("the allele DRB1*11:01, not DRB1*07:01")) == "the allele DRB1*11:01, not DRB1*07:01"


def test_raised_characters_are_powers_marks_or_citations() -> None:
    assert [
        run
        for run in words_of("15 mg/m2/week was enough.1 So it was,<sup>2,3</sup> by Roe<sup>a</sup>")
        if run.style != "roman"
    ] == [
        Run("2", "raised"),
        Run("1", "cited"),
        Run("2,3", "cited"),
        Run("a", "raised"),
    ]


def test_words_are_broken_between_syllables_and_behind_their_own_hyphens() -> None:
    assert ("immuno-", "globulin") in breaks("immunoglobulin")
    assert breaks("anti-HMGCR") == [("anti-", "HMGCR")]
    assert [breaks(word) for word in ("IMNM", "girl", "12/52", "MTX,")] == [[], [], [], []]


def test_a_caption_is_parted_from_its_label() -> None:
    assert labelled(words_of("**Table 1** What *was* found")) == (
        "Table 1",
        (Run("What "), Run("was", "italic"), Run(" found")),
    )


def test_heads_take_in_the_empty_cells_beside_and_below_them() -> None:
    children, kinds = (
        next(item for item in manuscript_of(path).body if isinstance(item, SetTable))
        for path in sample_texts()
        if path.stem[:3] in ("000", "003")
    )
    spans = {plain(cell.words): (cell.row_span, cell.column_span) for cell in (*children.cells, *kinds.cells)}
    assert (spans["Case"], spans["Organs other than muscle"]) == ((1, 2), (4, 1))
    assert (spans["IMNM"], spans["Overlap myositis"]) == ((1, 3), (2, 1))


def test_columns_kept_beside_the_text_must_have_its_words(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (kept,) = WIDE_TABLES.glob("002*")
    (tmp_path / kept.name).write_text(kept.read_text(encoding="utf-8").replace("8316", "8361"), encoding="utf-8")
    monkeypatch.setattr("raw_docs.typesetting.tables.WIDE_TABLES", tmp_path)
    text = next(path for path in sample_texts() if path.stem.startswith("002"))
    with pytest.raises(LostWordsError, match=kept.name):
        table_of(read_article(text), 0, text)


def test_words_of_the_text_are_no_markup(tmp_path: Path) -> None:
    path = tmp_path / "009.md"
    path.write_text(LETTER, encoding="utf-8")
    article = etree.fromstring(jats_of(manuscript_of(path)))
    assert article.findtext(".//article-title") == "A made-up girl & her CK < 100 U/L"
    assert [node.get("rid") for node in article.iter("xref")] == ["ref1"]
    assert article.findtext(".//ref[@id='ref1']/mixed-citation/italic") == "J Invent."


def test_a_text_without_its_imprint_is_told(tmp_path: Path) -> None:
    path = tmp_path / "009.md"
    path.write_text(LETTER.partition("\n\n")[2], encoding="utf-8")
    with pytest.raises(ManuscriptError, match=r"009\.md: .*'Citation:'"):
        manuscript_of(path)


def test_a_missing_font_is_named_with_where_it_comes_from(tmp_path: Path) -> None:
    with pytest.raises(FontsError, match=r"LiberationSerif-Regular\.ttf is not in .*fonts-liberation"):
        lighten(tmp_path, tmp_path)


def test_the_command_says_why_no_pdf_was_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "sample_texts", list)
    monkeypatch.setattr(sys, "argv", ["typesetting", "--fonts", str(tmp_path)])
    with pytest.raises(SystemExit, match=r"No PDF was made: .*fonts-dejavu-core"):
        typesetting.main()
