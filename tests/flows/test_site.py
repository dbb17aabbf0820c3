"""The review pages as files: everything is shown, nothing of an article is markup, same input gives same bytes."""

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from lxml import html

from extractors import lexicon
from extractors.nlp import extract
from extractors.readers import ReadError, read_article
from flows.cli.main import main
from flows.gold.records import load_gold
from flows.scores.comparing import compare_document
from flows.site.article_page import PageJob, write_page
from flows.site.building import by_content, page_name, write_site
from flows.site.content import content_of
from flows.site.judging import Judgement
from flows.site.overview import OverviewRow, overview_html, overview_row
from flows.workers.extraction import Extraction
from flows.workers.worker import extract_article
from schemas.document import Document
from schemas.record import ArticleFailure, ArticleRecord, IntegrityFinding
from tests.flows.factories import record_of

ROOT = Path(__file__).parents[2]
SAMPLES = sorted(file for file in (ROOT / "raw_docs").glob("00*") if file.suffix in {".txt", ".md", ".xml", ".pdf"})
GOLD = load_gold(ROOT / "gold").records

EVIL = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def page_of(path: Path, out: Path, *, gold: bool = True, record: ArticleRecord | None = None) -> str:
    """The page of an article, written as a worker does it, without the process."""
    record = record or extracted(path)[1]
    truth = GOLD.get(path.stem) if gold else None
    job = PageJob(path=path, record=record, gold=truth, gold_stem=path.stem, folder=out / "pages", name="page.html")
    row = write_page(job)
    assert isinstance(row, OverviewRow), row
    return (out / "pages" / "page.html").read_text(encoding="utf-8")


def texts(page: str, path: str) -> list[str]:
    """What stands in the elements of an XPath, each as one line."""
    return [" ".join(" ".join(each.itertext()).split()) for each in html.fromstring(page).xpath(path)]


@cache
def extracted(path: Path) -> tuple[Document, ArticleRecord]:
    document = read_article(path)
    return document, extract(document)


# ---- all is shown


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_word_of_the_article_is_on_its_page_once(path: Path, tmp_path: Path) -> None:
    document, _ = extracted(path)
    (text,) = html.fromstring(page_of(path, tmp_path)).xpath("//article")
    for summary in text.xpath(".//summary"):
        summary.getparent().remove(summary)
    assert letters(text.text_content()) == letters(document.text)


def letters(text: str) -> str:
    # what frames a table that survives as text is drawn, not written
    return re.sub(r"[\s|_=+-]+", "", text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_every_value_has_its_words_marked(path: Path, tmp_path: Path) -> None:
    (_, record), page = extracted(path), page_of(path, tmp_path)
    marked: dict[str, str] = {}
    for mark in html.fromstring(page).xpath("//article//mark"):
        for value in mark.get("data-of").split():
            marked[value] = marked.get(value, "") + mark.text_content()
    wanted = sorted(letters(words.quote) for words in {(e.start, e.end): e for e in record.words()}.values())
    found = "".join(letters(words) for words in marked.values())
    assert [quote for quote in wanted if quote not in found] == []


def test_print_has_a_frame_for_every_value(tmp_path: Path) -> None:
    path = next(file for file in SAMPLES if file.suffix == ".pdf")
    document, record = extracted(path)
    page = html.fromstring(page_of(path, tmp_path))
    framed = {
        (number, value)
        for number, sheet in enumerate(page.xpath("//figure[@class='sheet']"), start=1)
        for rect in sheet.xpath(".//rect")
        for value in rect.get("data-of").split()
    }
    marks = content_of(record, Judgement(GOLD[path.stem], record, frozenset(lexicon.drugs()))).marks()
    printed = ((mark.id, document.words.within(mark.evidence.start, mark.evidence.end)) for mark in marks)
    assert framed == {(word.page, value) for value, words in printed for word in words}
    assert {number for number, _ in framed} == {1, 2, 3}
    pictures = [picture.get("src") for picture in page.xpath("//img")]
    assert [(tmp_path / "pages" / source).is_file() for source in pictures] == [True] * 3


def test_pictures_are_drawn_once(tmp_path: Path) -> None:
    path = next(file for file in SAMPLES if file.suffix == ".pdf")
    page_of(path, tmp_path)
    before = {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.webp")}
    page_of(path, tmp_path)
    assert {file: file.stat().st_mtime_ns for file in tmp_path.rglob("*.webp")} == before


def test_what_is_missing_is_told_from_what_is_negative(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("A girl aged 7. Anti-SRP antibodies were negative. She never received rituximab.\n", "utf-8")
    page = page_of(path, tmp_path)
    told = dict(zip(texts(page, "//*[@class='field']/h3"), texts(page, "//*[@class='field']/*[2]"), strict=True))
    assert told["CK"] == "not reported"
    assert told["Antibodies"].startswith("anti-SRP − negative")
    assert told["Drugs"].startswith("rituximab − not given")


def test_what_nobody_owns_and_what_was_found_is_shown(tmp_path: Path) -> None:
    path = next(file for file in SAMPLES if file.name.startswith("002") and file.suffix == ".txt")
    (_, record), page = extracted(path), page_of(path, tmp_path)
    assert record.findings
    assert record.unlinked
    notes = texts(page, "//*[@class='notes']/*[contains(@class, 'item')]")
    assert [finding.message for finding in record.findings if finding.message not in " ".join(notes)] == []
    assert len(notes) == len(record.findings) + len(record.unlinked)


def test_both_sides_of_a_finding_are_quoted_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "paper.txt"
    path.write_text("A girl aged 7 had a CK of 900 U/L.\n\nHer CK was 9000 U/L.\n", encoding="utf-8")
    document, record = extracted(path)
    sides = [{"start": start, "end": start + len(words), "quote": words} for words in ("900 U/L", "9000 U/L")
             for start in (document.text.index(words),)]  # fmt: skip
    elsewhere = {"start": 3, "end": 9, "quote": "of another file"}
    told = {"kind": "ck-twice", "severity": "error", "message": "Two.", "evidence": sides[:1], "against": sides[1:]}
    other = {"kind": "files", "severity": "info", "message": "Apart.", "evidence": [elsewhere]}
    findings = tuple(IntegrityFinding.model_validate(each) for each in (told, other))
    page = page_of(path, tmp_path, record=record.model_copy(update={"findings": findings}))
    notes = "//*[@aria-labelledby='findings']//li"
    assert texts(page, notes) == ["error · ck twice Two. “900 U/L” “9000 U/L”", "info · files Apart."]
    first, second = html.fromstring(page).xpath(f"{notes}/@id")
    assert texts(page, f"//mark[contains(@data-of, '{first}')]") == ["900 U/L", "9000 U/L"]
    assert texts(page, f"//mark[contains(@data-of, '{second}')]") == []


def test_both_sides_of_a_difference_are_shown(tmp_path: Path) -> None:
    path = next(file for file in SAMPLES if file.name.startswith("000") and file.suffix == ".txt")
    _, record = extracted(path)
    first = record.cases[0]
    told = {"ck": (first.ck[0].model_copy(update={"value": 131.0}),), "antibodies": ()}
    drugs = (first.drugs[0].model_copy(update={"name": "infliximab"}), *first.drugs[1:])
    changed = first.model_copy(update={**told, "drugs": drugs})
    page = page_of(path, tmp_path, record=record.model_copy(update={"cases": (changed, *record.cases[1:])}))
    values = texts(page, "(//section[@class='card'])[1]//li")
    assert "131 IU/L onset gold 13150 IU/L onset ≠ wrong value" in values
    assert "not read gold anti-SRP + positive ○ missed" in values
    assert "infliximab + spurious" in values
    assert [value for value in values if value == f"not read gold {first.drugs[0].name} ○ missed"]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_the_verdicts_on_a_page_are_those_of_the_comparison(path: Path) -> None:
    _, record = extracted(path)
    inner = {"doses", "routes", "ck_phase"}
    gold, drugs = GOLD[path.stem], frozenset(lexicon.drugs())
    outcomes = compare_document(gold, record, drugs).outcomes
    missed = [each for each in outcomes if each.verdict == "missed" and each.field not in inner]
    extra = [each for each in outcomes if each.verdict in {"spurious", "cohort_as_patient"} and each.field not in inner]
    row = overview_row(record, content_of(record, Judgement(gold, record, drugs)), "page.html", judged=True)
    assert (row.missed, row.spurious) == (len(missed), len(extra))


# ---- safety


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    """An article whose title, heading, table cell and file name would be markup."""
    path = tmp_path / "in" / f"{EVIL.replace('/', '-')}.txt"
    path.parent.mkdir()
    path.write_text(
        f"# A letter on {EVIL} in children with myopathy\n\n## Case {EVIL}\n\n"
        f"A girl aged 7 {EVIL} had a CK of 4100 U/L.\n\n"
        f"Table 1. Findings {EVIL}\n\nCase\t1\t2\nSex\tF\tM\nCK (U/L)\t5100\t{EVIL}6100\nSite\t{EVIL}\t</td>&amp;\n",
        encoding="utf-8",
    )
    return path


def test_markup_of_an_article_is_text(hostile: Path, tmp_path: Path) -> None:
    with Extraction(extract_article) as extraction:
        records = [record for record in extraction.extract([hostile]) if isinstance(record, ArticleRecord)]
        failed = write_site(records, by_content([hostile]), tmp_path / "site", extraction)
    assert (len(records), failed) == (1, [])
    pages = list((tmp_path / "site").rglob("*.html"))
    assert len(pages) == 2
    for path in pages:
        assert re.fullmatch(r"[a-z0-9-]+\.html", path.name)
        page = html.fromstring(path.read_text(encoding="utf-8"))
        assert [each.get("type") for each in page.xpath("//script")] in ([None], ["application/json", None])
        assert page.xpath("//img | //*[@onerror] | //*[@style]") == []
        assert "alert(1)" in page.text_content()


def test_what_is_not_escaped_is_our_own() -> None:
    templates = (ROOT / "flows" / "site" / "templates").glob("*.html")
    safe = [words for path in templates for words in re.findall(r"{{ ([^}]+)\|safe }}", path.read_text("utf-8"))]
    assert sorted(safe) == ["plot", "plots[patient.id]", "script", "style"]


@pytest.mark.parametrize("kind", ["article.html", "overview.html"])
def test_the_policy_allows_our_style_and_script_and_no_other(kind: str, hostile: Path, tmp_path: Path) -> None:
    if kind == "article.html":
        page = page_of(hostile, tmp_path)
    else:
        page = overview_html([], [ArticleFailure(source_file=EVIL, reason=EVIL, kind="crash")], None)
        assert "<img" not in page
    tree = html.fromstring(page)
    (policy,) = tree.xpath("//meta[@http-equiv]/@content")
    rules = dict(rule.split(" ", 1) for rule in policy.split("; "))
    assert rules["default-src"] == rules["base-uri"] == rules["form-action"] == "'none'"
    assert rules["img-src"] == "'self' data:"
    for name, tag in (("style-src", "style"), ("script-src", "script")):
        (own,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(own.encode()).digest()).decode()
        assert rules[name] == f"'sha256-{digest}'"
    assert re.findall(r"https?://", re.sub(r'xmlns(:xlink)?="[^"]*"', "", page)) == []


@pytest.mark.parametrize(
    ("name", "page"),
    [
        ("../../etc/passwd.txt", "passwd-00000000.html"),
        ("Ünïcode & <b>.pdf", "unicode-b-00000000.html"),
        ("...txt", "article-00000000.html"),
        ("病例.txt", "article-00000000.html"),
        ("x" * 300 + ".txt", f"{'x' * 60}-00000000.html"),
    ],
)
def test_a_page_has_a_plain_name(name: str, page: str) -> None:
    record = record_of()
    assert (
        page_name(record.model_copy(update={"article": record.article.model_copy(update={"source_file": name})}))
        == page
    )


# ---- the whole folder


def test_a_record_without_its_file_is_named(articles: Path, tmp_path: Path) -> None:
    with Extraction(extract_article) as extraction:
        read = extraction.extract(sorted(articles.iterdir()))
        good = [record for record in read if isinstance(record, ArticleRecord)]
        (articles / "b.txt").write_text("changed", encoding="utf-8")
        failed = write_site(good, by_content(articles.iterdir()), tmp_path / "site", extraction)
    assert [(failure.source_file, failure.kind) for failure in failed] == [("b.txt", "no_file")]
    overview = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert [text.split()[0] for text in texts(overview, "//table[@id='list']/tbody/tr")] == ["a.txt", "c.txt"]
    assert texts(overview, "//*[@aria-labelledby='failures']//tbody//th") == ["b.txt"]


def test_a_report_is_no_article(articles: Path) -> None:
    """A second report into a folder among the articles does not read the pages of the first."""
    for _ in range(2):
        result = CliRunner().invoke(main, ["report", str(articles), "--out", str(articles / "site")])
        assert (result.exit_code, result.output) == (0, f"{articles / 'site' / 'index.html'}\n")
    overview = (articles / "site" / "index.html").read_text(encoding="utf-8")
    assert len(texts(overview, "//table[@id='list']/tbody/tr")) == 3


def test_a_page_whose_print_cannot_be_drawn_shows_the_text(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ReadError("this PDF is damaged: its pages cannot be drawn", kind="unreadable")

    monkeypatch.setattr("extractors.readers.plain_pages", broken)
    page = page_of(next(file for file in SAMPLES if file.suffix == ".pdf"), tmp_path)
    assert html.fromstring(page).xpath("//img | //*[@role='tab']") == []
    assert html.fromstring(page).xpath("//article//mark")


def test_the_same_articles_give_the_same_bytes(tmp_path: Path) -> None:
    path = next(file for file in SAMPLES if file.name.startswith("003") and file.suffix == ".md")
    assert page_of(path, tmp_path / "one") == page_of(path, tmp_path / "two")
    assert "<svg" in page_of(path, tmp_path / "one")
