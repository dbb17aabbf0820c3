"""Command line over environment over casesift.toml over defaults; what cannot be is refused."""

from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr, ValidationError

from flows.runs.settings import Settings

ROOT = Path(__file__).parents[2]


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
    assert (settings.workers, settings.out, settings.batch_size) == (2, Path("elsewhere"), None)


def test_the_file_wins_over_defaults_and_the_environment_over_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "casesift.toml").write_text('paths = ["mine", "more"]\nworkers = 4\nbatch_size = 5\nout = "there"\n')
    monkeypatch.setenv("CASESIFT_WORKERS", "3")
    settings = Settings(batch_size=6)
    assert settings.paths == (Path("mine"), Path("more"))
    assert (settings.batch_size, settings.workers, settings.out) == (6, 3, Path("there"))


def test_a_name_that_no_setting_has_is_refused_in_the_file_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "casesift.toml").write_text("worker = 4\n")
    with pytest.raises(ValidationError, match="worker"):
        Settings()


def test_no_password_is_told_to_anyone() -> None:
    settings = Settings(password=SecretStr("sesame"), store="postgresql://me:secret@host/db")
    for told in (settings.told(), settings.model_dump(mode="json")):
        assert "sesame" not in str(told)
        assert "secret" not in str(told)
    assert settings.told()["store"] == "postgresql://me:***@host/db"
    assert settings.store_url == "postgresql://me:secret@host/db"


def test_what_was_chosen_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold").mkdir()
    told = Settings(workers=2).told()
    assert (told["workers"], told["store"], told["gold"]) == (2, "sqlite:///out/casesift.db", "gold")


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


def test_the_deployments_for_work_pools_have_settings_that_can_be() -> None:
    told = yaml.safe_load((ROOT / "prefect.yaml").read_text(encoding="utf-8"))
    for deployment in told["deployments"]:
        assert deployment["entrypoint"] == "flows.runs.pipeline.casesift"
        assert Settings.model_validate(deployment["parameters"]["settings"]).settle == 2
