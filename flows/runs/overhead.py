"""What Prefect and Python would do beside a run, and what of it a run can do without."""

import gc
from contextlib import AbstractContextManager, nullcontext
from functools import cache

# Prefect and the fingerprint of the readers import these inside the run: here, our own server starts meanwhile.
import fastapi.encoders  # noqa: F401
from prefect.context import SettingsContext, get_settings_context

import extractors.readers  # noqa: F401


@cache
def keep_imported() -> None:
    """Have no collection of garbage look again at what was imported: a third of a run without news was that.

    Once a process: a watch runs many times, and what it drops must be collected.
    """
    gc.freeze()


def heartbeats() -> AbstractContextManager[object]:
    """Prefect's heartbeats only where they were asked for: whoever sends them waits up to a second at the end of a run.

    They tell Prefect of a run that was killed, which the next run on the store does as well (``mark_crashed``).
    Prefect's own ``temporary_settings`` would build all settings anew, which takes a tenth of a run without news.
    """
    now = get_settings_context()
    if "heartbeat_frequency" in now.settings.flows.model_fields_set:
        return nullcontext()
    flows = now.settings.flows.model_copy(update={"heartbeat_frequency": None})
    return SettingsContext(profile=now.profile, settings=now.settings.model_copy(update={"flows": flows}))
