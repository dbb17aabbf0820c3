"""``casesift serve``: the flow as a Prefect deployment, started from the browser and by the clock."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

from prefect.client.schemas.schedules import CronSchedule
from prefect.types.entrypoint import EntrypointType

from flows.runs.pipeline import casesift
from flows.runs.server import ServerError
from flows.runs.settings import Settings
from flows.workers.locations import Location, LocationError, Remote


def serve_flow(settings: Settings, name: str, cron: str | None, seconds: float | None) -> None:
    """Serve the flow under ``name`` until Ctrl-C: one run at a time, the others wait.

    It starts by ``cron`` (five fields, UTC), or every so many ``seconds``; with neither, when it is told to. Raises
    ``ServerError`` for a ``cron`` that is none.
    """
    try:
        _ = cron and CronSchedule(cron=cron)
    except ValueError as error:
        raise ServerError(f"'{cron}' is no schedule: five fields are wanted, as in '0 6 * * 1'") from error
    _hand_on_secrets(settings)
    casesift.serve(
        name=name,
        cron=cron,
        interval=timedelta(seconds=seconds) if seconds else None,
        parameters={"settings": form_values(settings)},
        global_limit=1,
        limit=1,
        entrypoint_type=EntrypointType.MODULE_PATH,
        print_starting_message=False,
    )


def form_values(settings: Settings) -> dict[str, Any]:
    """What the form of the browser is filled with: the settings, with paths that hold wherever the runs are started.

    Secrets are not among them: a run takes them from its environment.
    """
    values = settings.model_dump(mode="json", exclude={"password", "store", "paths", "out", "gold"})
    if any(isinstance(path, Remote) and path.secret for path in settings.paths):
        told = "with serve, an address has no password and no query: Prefect's server would keep and show them"
        raise LocationError(f"{told}; fsspec takes passwords from its own configuration")
    gold = settings.gold_folder
    places = {"out": _absolute(settings.out), "gold": gold and _absolute(gold)}
    return {"paths": [_absolute(path) for path in settings.paths], **places, **values}


def _hand_on_secrets(settings: Settings) -> None:
    """Give the processes of the runs what must not stand in their parameters."""
    if settings.password:
        os.environ["CASESIFT_PASSWORD"] = settings.password.get_secret_value()
    os.environ["CASESIFT_STORE"] = settings.store or f"sqlite:///{Path(_absolute(settings.out)) / 'casesift.db'}"


def _absolute(path: Location) -> str:
    return str(path.absolute())
