"""Flow runs that were killed: Prefect would show them as running for ever."""

from collections.abc import Iterable
from uuid import UUID

from prefect.client.orchestration import get_client
from prefect.client.schemas.objects import State
from prefect.exceptions import ObjectNotFound
from prefect.states import Crashed


def mark_crashed(flow_runs: Iterable[str]) -> None:
    """Tell the server that these runs are over. It may be another server than theirs: what it does not know is left."""
    with get_client(sync_client=True) as client:
        for flow_run in map(UUID, flow_runs):
            try:
                state = client.read_flow_run(flow_run).state
                if state is None or not state.is_final():
                    over: State[object] = Crashed(message="killed; a later run on the same store carried on")
                    client.set_flow_run_state(flow_run, over, force=True)
            except ObjectNotFound:
                continue
