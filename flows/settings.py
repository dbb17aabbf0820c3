"""What a run is told, once: command line over environment (``CASESIFT_...``) over defaults."""

from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from flows.limits import MEMORY_LIMIT, TIME_LIMIT, Limits

DEFAULT_ARTICLES = Path("raw_docs")
DEFAULT_GOLD = Path("gold")


class Settings(BaseSettings):
    """Everything ``casesift run`` can be told; the names are those of its options and of the environment."""

    model_config = SettingsConfigDict(env_prefix="CASESIFT_", frozen=True, extra="forbid")

    paths: tuple[Path, ...] = Field((DEFAULT_ARTICLES,), description="articles: files, folders or patterns")
    out: Path = Field(Path("out"), description="folder for reports, store and the record of runs")
    gold: Path | None = Field(None, description="folder with gold records; unset: 'gold' where it exists")
    store: str | None = Field(None, description="database URL; unset: casesift.db in the output folder")
    workers: int = Field(1, ge=1, le=64, description="processes that read articles at the same time")
    batch_size: int = Field(20, ge=1, description="articles a batch: one task, one transaction")
    time_limit: float = Field(TIME_LIMIT, gt=0, description="seconds that one article may take")
    memory_limit: int = Field(MEMORY_LIMIT, ge=64, description="megabytes that one article may take")
    password: SecretStr | None = Field(None, description="opens encrypted PDFs")
    force: bool = Field(False, description="read unchanged articles again")
    server_start_timeout: float = Field(180, gt=0, description="seconds Prefect's server may take to start")
    record_timeout: float = Field(120, gt=0, description="seconds to wait at the end until every task is on record")

    @model_validator(mode="after")
    def _gold_is_a_folder(self) -> Self:
        if self.gold is not None and not self.gold.is_dir():
            raise ValueError(f"no such gold folder: {self.gold}")
        return self

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
