"""What tests of several rooms share: a few made-up articles."""

from pathlib import Path

import hypothesis  # noqa: F401 - its plugin asks the collector for objects that ``gc.freeze`` would have hidden by then
import pytest

STORY = (
    "Case 1 was a {age}-year-old {who}. Her CK was {ck} U/L at presentation and anti-SRP antibodies were positive.\n"
)


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """A developer's own settings must not decide what a test sees."""
    for name in ("CASESIFT_PATHS", "CASESIFT_OUT", "CASESIFT_GOLD", "CASESIFT_STORE", "CASESIFT_WORKERS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    """A folder with three small articles, a.txt to c.txt; their CK values are 4100, 4200 and 4300 U/L."""
    folder = tmp_path / "articles"
    folder.mkdir()
    for number, name in enumerate("abc", start=1):
        write_article(folder / f"{name}.txt", ck=4000 + 100 * number)
    return folder


def write_article(path: Path, *, ck: int, age: int = 7) -> Path:
    """Write an article with one girl and one CK value."""
    path.write_text(STORY.format(age=age, who="girl", ck=ck), encoding="utf-8")
    return path
