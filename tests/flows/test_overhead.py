"""What a run does without, unless somebody asks for it."""

import pytest
from prefect.settings import PREFECT_FLOWS_HEARTBEAT_FREQUENCY, get_current_settings, temporary_settings

from flows.runs.overhead import heartbeats


def test_nobody_waits_for_heartbeats_that_were_not_asked_for() -> None:
    before = get_current_settings().flows.heartbeat_frequency
    with heartbeats():
        assert get_current_settings().flows.heartbeat_frequency is None
    assert get_current_settings().flows.heartbeat_frequency == before


@pytest.mark.parametrize("seconds", [45, 600])
def test_heartbeats_that_were_asked_for_are_sent(seconds: int) -> None:
    with temporary_settings({PREFECT_FLOWS_HEARTBEAT_FREQUENCY: seconds}), heartbeats():
        assert get_current_settings().flows.heartbeat_frequency == seconds
