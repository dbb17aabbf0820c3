"""The rooms import in one direction, the command line starts fast, and no article is known by name."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from importlinter.cli import lint_imports

from schemas.gold import GoldRecord

ROOT = Path(__file__).parents[1]
ROOMS = ("schemas", "extractors", "flows")
RUN = 11
"""So many words in a row would be a quotation."""

ARTICLES = (ROOT.parent / "shared" / "seeds", ROOT.parent / "shared" / "dev_corpus")
TEXT_FILES = {".cfg", ".html", ".json", ".md", ".py", ".svg", ".toml", ".tsv", ".txt", ".xml", ".yaml"}


def sources(*rooms: str) -> list[Path]:
    return sorted(file for room in rooms for file in (ROOT / room).rglob("*.py"))


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def imported(node: ast.AST) -> list[str]:
    """The modules that one statement imports."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [node.module or ""]
    return []


def canonical(package: str) -> str:
    return re.sub(r"[-_.]+", "-", package).lower()


def packages_of(file: Path) -> set[str]:
    """Top-level packages that a file imports, inside functions too."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {module.split(".")[0] for node in ast.walk(tree) for module in imported(node)}


def own_files() -> Iterator[Path]:
    """Every text file of the repository; what the set-up and the runs make is left out."""
    for top in sorted(ROOT.iterdir()):
        if top.is_dir() and (top.name.startswith(".") or top.name in {"build", "out"}):
            continue
        for file in [top] if top.is_file() else sorted(top.rglob("*")):
            if file.is_file() and file.suffix in TEXT_FILES:
                yield file


def gold_records() -> list[GoldRecord]:
    files = sorted((ROOT / "gold").glob("*.yaml"))
    return [GoldRecord.model_validate(yaml.safe_load(file.read_text(encoding="utf-8"))) for file in files]


# ---- rooms


def test_the_import_contracts_hold(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    status = lint_imports(config_filename="pyproject.toml", no_cache=True, no_logo=True)
    assert status == 0, capsys.readouterr().out


def test_every_package_that_is_imported_is_asked_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *(name for extra in extras if extra != "dev" for name in extras[extra])]
    asked = {canonical(re.split(r"[^\w.-]", requirement)[0]) for requirement in wanted}
    used = set.union(*(packages_of(file) for file in sources(*ROOMS))) - sys.stdlib_module_names - {*ROOMS}
    providers = packages_distributions()
    assert sorted(name for name in used if asked.isdisjoint(map(canonical, providers.get(name, ())))) == []


def test_there_is_something_in_every_room() -> None:
    assert [room for room in ROOMS if len(sources(room)) < 3] == []


@pytest.mark.parametrize("file", sources("schemas", "extractors"), ids=name_of)
def test_prefect_is_known_to_flows_alone(file: Path) -> None:
    assert "prefect" not in packages_of(file)


@pytest.mark.parametrize("file", sources("schemas"), ids=name_of)
def test_schemas_import_pydantic_and_the_standard_library(file: Path) -> None:
    assert packages_of(file) - sys.stdlib_module_names <= {"pydantic", "schemas"}


@pytest.mark.parametrize("file", sources(*ROOMS), ids=name_of)
def test_no_room_imports_the_tests(file: Path) -> None:
    assert "tests" not in packages_of(file)


@pytest.mark.parametrize("module", ["flows.cli.main", "extractors.nlp"])
def test_a_command_that_needs_no_prefect_does_not_pay_for_it(module: str) -> None:
    asked = f"import sys, {module}; print('prefect' in sys.modules)"
    told = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=False)
    assert (told.stdout.strip(), told.returncode) == ("False", 0), told.stderr


# ---- no article is known by name


def names_of_articles() -> set[str]:
    """File stems, titles, DOIs, first authors and cited authors of the gold records."""
    names: set[str | None] = set()
    for record in gold_records():
        article = record.article
        names |= {Path(article.source_file).stem, article.title, article.doi, article.first_author}
        for label in (label for case in record.cases for label in (case.label, *case.also_called)):
            cited = re.fullmatch(r"(?P<author>\D+?) (?:19|20)\d\d(?: #\d+)?", label)
            names.add(cited and cited["author"])
    return {name for name in names if name}


def values_of_articles() -> set[int]:
    """The CK values that no rule could need: four digits or more, and not round."""
    values = {value.value for record in gold_records() for case in record.cases for value in case.ck}
    return {int(value) for value in values if value and value >= 1000 and value % 500}


def word(name: str) -> re.Pattern[str]:
    """A name as a whole word; a short one in its own spelling only."""
    return re.compile(rf"(?<!\w){re.escape(name)}(?!\w)", re.IGNORECASE if len(name) > 4 else re.NOFLAG)


def number(value: int) -> re.Pattern[str]:
    """A value in any spelling of its thousands."""
    return re.compile(rf"(?<!\d){str(value)[:-3]}[\s,._]?{str(value)[-3:]}(?!\d)")


@pytest.fixture(scope="module")
def rules_and_words() -> dict[str, str]:
    files = [file for file in (ROOT / "extractors").rglob("*") if file.suffix in {".py", ".tsv"}]
    assert files, "no rules were found"
    return {name_of(file): file.read_text(encoding="utf-8") for file in sorted(files)}


def test_no_rule_and_no_word_list_names_an_article(rules_and_words: dict[str, str]) -> None:
    names = names_of_articles()
    assert len(names) > 10
    found = [(file, name) for file, text in rules_and_words.items() for name in names if word(name).search(text)]
    assert found == []


def test_no_rule_and_no_word_list_holds_a_value_of_an_article(rules_and_words: dict[str, str]) -> None:
    values = values_of_articles()
    assert len(values) > 5
    found = [(file, value) for file, text in rules_and_words.items() for value in values if number(value).search(text)]
    assert found == []


# ---- no article is quoted


def runs(text: str) -> set[tuple[str, ...]]:
    """Every run of eleven words, but those that are mostly figures: a row of a table is a fact."""
    words = [word.casefold() for word in re.findall(r"\w+(?:[-/'’.,]\w+)*", text)]
    all_runs = (tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1))
    return {run for run in all_runs if sum(len(word) > 1 and not re.match(r"\d", word) for word in run) > RUN * 2 // 3}


@pytest.mark.seeds
def test_no_article_is_quoted() -> None:
    articles = [file for folder in ARTICLES if folder.is_dir() for file in sorted(folder.glob("*.txt"))]
    if not articles:
        pytest.skip(f"the real articles are not here ({ARTICLES[0].relative_to(ROOT.parent)})")
    titles = {run for record in gold_records() for run in runs(record.article.title or "")}
    quoted = {run for file in articles for run in runs(file.read_text(encoding="utf-8"))} - titles
    copied = {name_of(file): runs(file.read_text(encoding="utf-8")) & quoted for file in own_files()}
    assert {file: sorted(found)[:3] for file, found in copied.items() if found} == {}
