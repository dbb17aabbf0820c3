"""The review pages in a real browser: words come into view, decisions become gold, and nothing of an article runs."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from selenium.webdriver.common.keys import Keys

from flows.cli.main import main
from flows.gold.entries import told as told_of
from flows.gold.patches import read_patch
from tests.conftest import write_article
from tests.flows.browsing import CHROMIUM, DRIVER, Page, browser, until

ROOT = Path(__file__).parents[2]
SEEDS = ROOT.parent / "shared" / "seeds"

pytestmark = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="there is no Chromium with its driver here")


def casesift(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with browser(tmp_path_factory.mktemp("browser")) as opened:
        yield opened


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of the first sample as PDF, and gold in which a CK and a dose are wrong; gives the folder of both."""
    folder = tmp_path_factory.mktemp("samples")
    (folder / "gold").mkdir()
    (pdf,) = (ROOT / "raw_docs").glob("000*.pdf")
    gold = shutil.copy(next((ROOT / "gold").glob("000*.yaml")), folder / "gold")
    text = Path(gold).read_text(encoding="utf-8")
    text = text.replace("{value: 13150, unit: IU/L", "{value: 1315, unit: IU/L")
    text = text.replace("doses: [{amount: 500, unit: mg, per: day}]", "doses: [{amount: 50, unit: mg}]", 1)
    Path(gold).write_text(text, encoding="utf-8")
    result = casesift("report", pdf, "--gold", folder / "gold", "--out", folder / "site")
    assert result.exit_code == 0, result.output
    return folder


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The pages of three small articles without gold, a.txt to c.txt; the first one's CK is 4100 U/L."""
    folder = tmp_path_factory.mktemp("made")
    for number, name in enumerate("abc", start=1):
        write_article(folder / f"{name}.txt", ck=4000 + 100 * number)
    casesift("report", folder, "--out", folder / "site")
    return folder / "site"


def article(site: Path) -> Path:
    """The first of the pages."""
    return min((site / "pages").glob("*.html"))


def listed(page: Page) -> list[str]:
    return [row.text.split()[0] for row in page.all("#list tbody tr") if row.is_displayed()]


def ck_differences(records: Path, gold: Path) -> list[tuple[str, object, object]]:
    told = json.loads(casesift("compare", records, "--gold", gold, "--format", "json").stdout)
    return [
        (each["verdict"], (each["gold"] or {}).get("value"), (each["extracted"] or {}).get("value"))
        for each in told["differences"]
        if each["field"] == "ck" and each["case"] == "Case 1"
    ]


# ---- looking


def test_a_value_brings_its_words_into_view_on_the_page_and_in_the_text(page: Page, samples: Path) -> None:
    page.open(article(samples / "site"))
    value = page.value("11280 IU/L", "ck")
    value.click()
    (frame,) = until(page.chosen_words)
    assert frame.tag_name == "rect"
    page.all("[role=tab]")[0].click()
    (words,) = until(page.chosen_words)
    assert words.text == "11280"
    assert words.tag_name == "mark"
    assert page.problems() == []


def test_words_bring_their_value_into_view(page: Page, samples: Path) -> None:
    page.open(article(samples / "site"))
    page.all("[role=tab]")[0].click()
    words = next(mark for mark in page.all("mark") if mark.text == "8530")
    page.run("arguments[0].scrollIntoView({block: 'center'})", words)
    words.click()
    chosen = page.one(".item.chosen")
    assert chosen.text.startswith("8530 IU/L")
    assert page.sees(chosen)


def test_a_page_of_print_is_drawn_when_it_is_looked_at(page: Page, samples: Path) -> None:
    page.open(article(samples / "site"))
    pictures = page.all(".paper img")
    assert len(pictures) == 3
    assert {picture.get_attribute("loading") for picture in pictures} == {"lazy"}
    until(lambda: page.run("return arguments[0].naturalWidth", pictures[0]))


@pytest.mark.parametrize("width", [1400, 800])
def test_nothing_hangs_over_the_edge(width: int, page: Page, samples: Path) -> None:
    page.resize(width)
    for path in (article(samples / "site"), samples / "site" / "index.html"):
        page.open(path)
        assert page.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    page.resize(1400)


# ---- deciding


def test_a_correction_by_keyboard_becomes_gold(page: Page, samples: Path, tmp_path: Path) -> None:
    """Also: rejecting, taking back, and decisions that outlive the page."""
    records = tmp_path / "records.jsonl"
    (pdf,) = (ROOT / "raw_docs").glob("000*.pdf")
    records.write_text(casesift("extract", pdf, "--format", "jsonl").stdout, encoding="utf-8")
    assert ck_differences(records, samples / "gold") == [("wrong_value", 1315, 13150)]

    page.open(article(samples / "site"))
    page.press("j", "j", "j", "j")
    assert page.one(".item.chosen").text.startswith("13150 IU/L")
    page.press("c")
    page.press(Keys.CONTROL + "a")
    page.press("13151", Keys.ENTER)
    assert "corrected" in page.one(".item.chosen").text
    page.press("j", "r")
    assert "rejected" in page.one(".item.chosen").text
    page.press("u")
    assert "rejected" not in page.one(".item.chosen").text
    page.driver.refresh()
    assert [badge.text for badge in page.all(".decision.corrected")] == ["✎ corrected: 13151 IU/L onset"]
    page.press("s")
    patch = page.saved()

    gold = tmp_path / "gold"
    shutil.copytree(samples / "gold", gold)
    before = next(gold.glob("*.yaml")).read_text(encoding="utf-8")
    result = casesift("gold", "apply", patch, "--gold", gold)
    assert (result.exit_code, result.stdout) == (0, "000_399a2ecd7cf82166.yaml: 0 added, 1 changed, 0 removed\n")
    after = next(gold.glob("*.yaml")).read_text(encoding="utf-8")
    assert after == before.replace("{value: 1315, unit: IU/L", "{value: 13151, unit: IU/L")
    assert ck_differences(records, gold) == [("wrong_value", 13151, 13150)]
    assert page.problems() == []
    patch.unlink()


def test_what_differs_inside_a_value_is_decided_with_it(page: Page, samples: Path) -> None:
    """A drug that both have with other doses: accepted, the doses that were read; rejected, gold's."""
    page.open(article(samples / "site"))
    drug = page.value("methylprednisolone", "drugs")
    assert "dose" in drug.text
    drug.click()
    for key, doses in (("a", [{"amount": 500, "unit": "mg", "per": "day"}]), ("r", [{"amount": 50, "unit": "mg"}])):
        page.press(key, "s")
        patch = page.saved()
        (change,) = (each for each in read_patch(patch).changes if each.field == "drugs")
        assert (told_of(change.now)["doses"], told_of(change.was)["doses"]) == (doses, [{"amount": 50, "unit": "mg"}])
        patch.unlink()
    page.press("u")


def test_an_article_without_gold_becomes_gold(page: Page, made: Path, tmp_path: Path) -> None:
    """One patient, all accepted, and a value added that the program has missed."""
    page.open(article(made))
    for _ in page.all(".item"):
        page.press("j", "a")
    page.press("n")
    page.press("c", "m", Keys.ENTER)  # the field CMAS, by its first letters
    page.press("31", Keys.ENTER)
    page.press("s")
    (tmp_path / "gold").mkdir()
    patch = page.saved()
    result = casesift("gold", "apply", patch, "--gold", tmp_path / "gold")
    assert (result.exit_code, result.stdout) == (0, "a.yaml: made, 6 added, 0 changed, 0 removed\n")
    assert (tmp_path / "gold" / "a.yaml").read_text(encoding="utf-8").splitlines()[1:] == [
        "article:",
        "  source_file: a.txt",
        "cases:",
        "  - label: Case 1",
        "    sex: female",
        "    age_years: 7",
        "    ck:",
        "      - {value: 4100, unit: U/L, phase: onset}",
        "    antibodies:",
        "      - {name: anti-SRP, result: positive}",
        "    cmas:",
        "      - {score: 31}",
    ]
    patch.unlink()


def test_a_patient_whom_the_program_missed_is_added_with_values(page: Page, made: Path) -> None:
    """They outlive the page, and a patient taken back takes the values along."""
    page.open(max((made / "pages").glob("*.html")))
    page.press("p")
    page.press("Case 2", Keys.ENTER)
    for typed in ("9", "10"):
        page.press("n")
        page.press("c", "m", Keys.ENTER)
        page.press(typed, Keys.ENTER)
    page.press("p")
    page.press("Case 3", Keys.ENTER)
    page.press("n")
    page.press("a", "g", Keys.ENTER)
    page.press("7", Keys.ENTER)
    page.driver.refresh()
    assert [head.text.split("\n")[0] for head in page.all(".card h2")] == ["Case 1", "Case 2", "Case 3"]
    page.all(".head.item")[2].click()
    page.press("u")
    page.press("s")
    patch = page.saved()
    told = [(each.case, each.field, told_of(each.now)) for each in read_patch(patch).changes if each.decision == "add"]
    assert told == [
        ("Case 2", "case", {"label": "Case 2"}),
        ("Case 2", "cmas", {"score": 9}),
        ("Case 2", "cmas", {"score": 10}),
    ]
    assert page.problems() == []
    patch.unlink()


def test_the_keys_are_told_and_the_overview_sorts_and_filters(page: Page, made: Path) -> None:
    page.open(made / "index.html")
    assert listed(page) == ["a.txt", "b.txt", "c.txt"]
    page.all("#list thead button")[0].click()
    page.all("#list thead button")[0].click()
    assert listed(page) == ["c.txt", "b.txt", "a.txt"]
    page.one("#find").send_keys("b.txt")
    assert listed(page) == ["b.txt"]
    page.all("#list a")[1].click()
    page.press("?")
    assert page.one("#keys").is_displayed()
    page.press(Keys.ESCAPE)
    assert not page.one("#keys").is_displayed()
    assert page.problems() == []


# ---- the real articles


@pytest.mark.seeds
@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real articles are not here (../shared/seeds)")
def test_every_value_of_the_real_articles_brings_its_words_into_view(page: Page, tmp_path: Path) -> None:
    casesift("report", SEEDS, "--gold", ROOT / "gold", "--out", tmp_path)
    paths = sorted((tmp_path / "pages").glob("*.html"))
    assert len(paths) == 5
    for path in paths:
        page.open(path)
        seen = page.run(
            """const unseen = [];
            for (const item of document.querySelectorAll('.item.value:not(.lost)')) {
                item.click();
                const marks = [...document.querySelectorAll('mark.chosen')];
                const pane = document.getElementById('article').getBoundingClientRect();
                const within = marks.some((mark) => {
                    const box = mark.getBoundingClientRect();
                    return box.top >= pane.top && box.bottom <= pane.bottom;
                });
                if (!within) unseen.push(item.innerText);
            }
            return unseen;"""
        )
        assert seen == []
        assert page.problems() == []
    corrected(page, paths[0], tmp_path)


def corrected(page: Page, path: Path, folder: Path) -> None:
    """Correct the first CK of a real article by keyboard; gold says so afterwards, and the comparison shows it."""
    gold, records = folder / "gold", folder / "records.jsonl"
    shutil.copytree(ROOT / "gold", gold)
    records.write_text(casesift("extract", SEEDS, "--format", "jsonl").stdout, encoding="utf-8")
    assert ck_differences(records, gold) == []
    page.open(path)
    page.all("[data-field='ck'] .value")[0].click()
    page.press("c", Keys.CONTROL + "a", "777", Keys.ENTER, "s")
    patch = page.saved()
    assert casesift("gold", "apply", patch, "--gold", gold).exit_code == 0
    assert [each[:2] for each in ck_differences(records, gold)] == [("wrong_value", 777)]
    patch.unlink()
