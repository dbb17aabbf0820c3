"""What a run is told, once: command line over environment (``CASESIFT_...``) over ``casesift.toml`` over defaults."""

from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, field_serializer, model_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from flows.workers.limits import MEMORY_LIMIT, TIME_LIMIT, Limits
from flows.workers.locations import LocationField
from schemas.record import Severity

DEFAULT_ARTICLES = Path("raw_docs")
DEFAULT_GOLD = Path("gold")
SETTLE = 2.0


class Settings(BaseSettings):
    """Everything a run can be told; the names are those of the options, the environment and casesift.toml."""

    model_config = SettingsConfigDict(
        env_prefix="CASESIFT_", toml_file="casesift.toml", frozen=True, extra="forbid", title="Settings"
    )

    paths: tuple[LocationField, ...] = Field((DEFAULT_ARTICLES,), description="articles: files, folders or patterns")
    out: Path = Field(Path("out"), description="folder for reports, store and the record of runs")
    gold: Path | None = Field(None, description="folder with gold records; unset: 'gold' where it exists")
    floors: Path | None = Field(None, description="least F1 a field (TOML): a score under its floor fails the run")
    review: bool = Field(False, description="ask a person about articles in doubt, and wait for the answer")
    review_below: float = Field(0.5, ge=0, le=1, description="articles whose confidence is below this are in doubt")
    review_timeout: float = Field(3600, gt=0, description="seconds to wait for the answer; then the run goes on")
    store: str | None = Field(None, description="database URL; unset: casesift.db in the output folder")
    workers: int = Field(1, ge=1, le=64, description="processes that read articles at the same time")
    runner: Literal["local", "dask"] = Field("local", description="where articles are read: here, or on a Dask cluster")
    scheduler: str | None = Field(None, description="address of a Dask scheduler; unset: a cluster for this run, here")
    batch_size: int | None = Field(
        None, ge=1, description="articles a batch: one task, one transaction; unset: 20, and more beyond 1,000 articles"
    )
    time_limit: float = Field(TIME_LIMIT, gt=0, description="seconds that one article may take")
    memory_limit: int = Field(MEMORY_LIMIT, ge=64, description="megabytes that one article may take")
    password: SecretStr | None = Field(None, description="opens encrypted PDFs")
    force: bool = Field(False, description="read unchanged articles again")
    fail_on: Severity | None = Field(None, description="integrity findings of this severity or worse fail the run")
    acknowledged: Path | None = Field(None, description="file of findings that were acknowledged, with reasons")
    settle: float = Field(0, ge=0, description="seconds for which a file must not have changed to be read; 0: at once")
    server_start_timeout: float = Field(180, gt=0, description="seconds Prefect's server may take to start")
    record_timeout: float = Field(120, gt=0, description="seconds to wait at the end until every task is on record")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003 - the names are pydantic's
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Where settings come from, the strongest first. ``casesift.toml`` is that of the folder we are in."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)

    @model_validator(mode="after")
    def _gold_is_a_folder(self) -> Self:
        if self.gold is not None and not self.gold.is_dir():
            raise ValueError(f"no such gold folder: {self.gold}")
        return self

    @model_validator(mode="after")
    def _floors_can_be_read(self) -> Self:
        if self.floors is not None:
            from flows.scores.floors import read_floors  # scores take a while to import, and most runs have no floors

            read_floors(self.floors)
        return self

    @model_validator(mode="after")
    def _acknowledged_is_a_file(self) -> Self:
        if self.acknowledged is not None and not self.acknowledged.is_file():
            raise ValueError(f"no such file of acknowledged findings: {self.acknowledged}")
        return self

    @field_serializer("store", when_used="json")
    def _store_without_password(self, store: str | None) -> str | None:
        """Prefect keeps and shows what a flow was given."""
        return store and _without_password(store)

    @property
    def limits(self) -> Limits:
        """What one article may take."""
        return Limits(seconds=self.time_limit, megabytes=self.memory_limit)

    @property
    def gold_folder(self) -> Path | None:
        """The folder to compare with: the one that was named, else ``gold`` where it exists."""
        return self.gold or (DEFAULT_GOLD if DEFAULT_GOLD.is_dir() else None)

    @property
    def store_url(self) -> str:
        """The store's SQLAlchemy URL."""
        return self.store or f"sqlite:///{self.out / 'casesift.db'}"

    @property
    def prefect_home(self) -> Path:
        """Where our own Prefect server keeps its database: absolute, as the server is another process."""
        return (self.out / ".prefect").absolute()

    def for_arrivals(self) -> Self:
        """These settings where files may arrive at any moment: unless told otherwise, one that is written can wait."""
        return self if "settle" in self.model_fields_set else self.model_copy(update={"settle": SETTLE})

    def told(self) -> dict[str, Any]:
        """All settings as they may be shown, with the store and the gold that were chosen; no password."""
        chosen = {"store": _without_password(self.store_url), "gold": self.gold_folder and str(self.gold_folder)}
        return self.model_dump(mode="json", exclude={"password"}) | chosen


def _without_password(url: str) -> str:
    from flows.store.database import StoreError, shown  # SQLAlchemy takes a while, and most commands have no store

    try:
        return shown(url)
    except StoreError:
        return "not a database URL"
