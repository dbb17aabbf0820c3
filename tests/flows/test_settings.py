"""Command line over environment over defaults; what cannot be is refused."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from flows.settings import Settings


def test_defaults_need_nothing_from_the_user(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings()
    assert settings.paths == (Path("raw_docs"),)
    assert settings.gold_folder is None
    assert settings.store_url == "sqlite:///out/casesift.db"


def test_the_environment_wins_over_defaults_and_the_command_line_over_both(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASESIFT_WORKERS", "3")
    monkeypatch.setenv("CASESIFT_OUT", "elsewhere")
    settings = Settings(workers=2)
    assert (settings.workers, settings.out, settings.batch_size) == (2, Path("elsewhere"), 20)


def test_store_and_server_lie_in_the_output_folder(tmp_path: Path) -> None:
    settings = Settings(out=tmp_path)
    assert settings.store_url == f"sqlite:///{tmp_path}/casesift.db"
    assert settings.prefect_home == tmp_path / ".prefect"


def test_gold_is_used_where_it_lies_and_where_it_was_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold").mkdir()
    (tmp_path / "other").mkdir()
    assert Settings().gold_folder == Path("gold")
    assert Settings(gold=Path("other")).gold_folder == Path("other")


@pytest.mark.parametrize("wrong", [{"workers": 0}, {"batch_size": 0}, {"gold": Path("no-such-folder")}, {"colour": 1}])
def test_what_cannot_be_is_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate(wrong)
