"""Runs that ask a person, runs under floors, and what they show: real processes and a real Prefect server."""

import json
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest

from flows.runs.server import PrefectServer, shown_server
from tests.conftest import write_article
from tests.flows.test_pipeline import Place, rows, until

pytestmark = pytest.mark.prefect

LOST = "CK was {ck} U/L. Anti-SRP antibodies were positive. Methotrexate was given. ALT was 310 U/L. CMAS was 31.\n"
IN_DOUBT = "Case 1 was a 7-year-old girl. Case 2 was a 9-year-old boy.\n\nDiscussion\n\n" + LOST
"""Nobody can say of which child: four values find their place and five do not."""

GOLD = """
article: {{source_file: sure.txt}}
cases:
- {{label: Case 1, sex: {sex}, age_years: 7, ck: [{{value: 4100, unit: U/L}}],
   antibodies: [{{name: anti-SRP, result: positive}}]}}
"""


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("review"), articles=0)
    for name, ck in (("first", 5100), ("second", 5200)):
        (place.folder / "articles" / f"{name}.txt").write_text(IN_DOUBT.format(ck=ck), encoding="utf-8")
    write_article(place.folder / "articles" / "sure.txt", ck=4100)
    (place.folder / "gold" / "sure.yaml").write_text(GOLD.format(sex="female"), encoding="utf-8")
    (place.folder / "floors.toml").write_text("[patient]\nsex = 0.9\n", encoding="utf-8")
    return place


@pytest.fixture(scope="module")
def unanswered(place: Place) -> list[str]:
    """What the first run told on stderr: nobody answers it."""
    with place.start("run", "articles", "--review", "--review-timeout", "4") as process:
        assert process.stderr is not None
        told = [process.stderr.readline()]
        while told[-1] and "Resume" not in told[-1]:
            told.append(process.stderr.readline())
        origin = told[-1].split()[-1].partition("/runs/")[0]
        with urllib.request.urlopen(origin, timeout=20) as page:  # noqa: S310 - our own server
            told.append(page.read().decode())
        told += process.communicate(timeout=120)[1].splitlines()
    assert process.returncode == 0
    return told


@pytest.fixture(scope="module")
def server(place: Place, unanswered: list[str]) -> Iterator[PrefectServer]:
    """A server for all runs that follow."""
    assert unanswered
    with shown_server(place.out / ".prefect") as server:
        server.wait_until_healthy(120)
        yield server


def states(place: Place) -> list[tuple[Any, ...]]:
    """The states of the last flow run, and what they say."""
    last = "select id from flow_run order by created desc limit 1"
    return place.prefect(f"select type, message from flow_run_state where flow_run_id = ({last}) order by timestamp")  # noqa: S608


def answer(server: PrefectServer, given: dict[str, Any]) -> Any:
    """Answer the run that waits, as the browser does; returns what the server says to that."""
    paused = {"flow_runs": {"state": {"type": {"any_": ["PAUSED"]}}}}
    (run,) = until(lambda: server.ask("flow_runs/filter", paused))
    keys = run["state"]["state_details"]["run_input_keyset"]
    until(lambda: [server.ask(f"flow_runs/{run['id']}/input/{keys['description']}")])  # it is saved after the pause
    return server.ask(f"flow_runs/{run['id']}/resume", {"run_input": given})["status"]


def artifact(place: Place, key: str) -> str:
    found = place.prefect(f"select data from artifact where key = '{key}' order by created desc limit 1")  # noqa: S608
    return str(json.loads(found[0][0]))


def test_a_run_that_nobody_answers_goes_on_and_says_so(place: Place, unanswered: list[str]) -> None:
    told = "\n".join(unanswered)
    assert "2 articles are in doubt. The run waits 4 s for an answer" in told
    assert "<title>Prefect Server</title>" in told, "the page where to answer is there while the run waits"
    assert unanswered[-1] == "casesift: 3 articles (2 not reviewed), 0 failed"
    assert [state for state, _ in states(place)] == ["PENDING", "RUNNING", "PAUSED", "RUNNING", "COMPLETED"]
    assert [
        doubt["name"]
        for doubt in json.loads((place.out / "report.json").read_text(encoding="utf-8"))["review"]["not_reviewed"]
    ] == ["first.txt", "second.txt"]
    assert "## Not reviewed" in (place.out / "report.md").read_text(encoding="utf-8")
    assert "first.txt" in (place.out / "patients.csv").read_text(encoding="utf-8")


def test_what_is_held_back_is_in_no_table_and_stays_in_the_store(place: Place, server: PrefectServer) -> None:
    process = place.start("run", "articles", "--review")
    assert answer(server, {"leave_out": ["no such article"]}) == "REJECT"
    assert answer(server, {"leave_out": ["second.txt"], "remark": "whose values?"}) == "ACCEPT"
    _, stderr = process.communicate(timeout=120)
    assert "second.txt: held back by review: whose values?" in stderr
    assert states(place)[-1] == ("COMPLETED", "3 articles (3 unchanged, 1 held back), 0 failed")
    for name in ("patients.csv", "records.jsonl"):
        text = (place.out / name).read_text(encoding="utf-8")
        assert ("first.txt" in text, "second.txt" in text) == (True, False)
    report = (place.out / "report.md").read_text(encoding="utf-8")
    assert "## Held back by review\n\n- **second.txt**: whose values? (in doubt: confidence 0." in report
    assert "**second.txt**: whose values?" in artifact(place, "review")
    store = place.out / "casesift.db"
    assert rows(store, "select source_file, decision, remark from reviews order by 1") == [
        ("first.txt", "accepted", ""),
        ("second.txt", "held back", "whose values?"),
    ]
    assert rows(store, "select count(*) from records") == [(3,)]


@pytest.mark.usefixtures("server")
def test_nobody_is_asked_twice_and_what_was_held_back_stays_so(place: Place) -> None:
    later = place.run("articles", "--review", "--floors", "floors.toml")
    assert "in doubt" not in later.stderr
    assert later.returncode == 0, "every score is above its floor"
    assert later.stderr.endswith("3 articles (3 unchanged, 1 held back), 0 failed\n")


def test_with_force_all_are_asked_about_again(place: Place, server: PrefectServer) -> None:
    process = place.start("run", "articles", "--review", "--force")
    assert answer(server, {"decision": "accept"}) == "ACCEPT"
    assert process.communicate(timeout=120)[1].endswith("3 articles, 0 failed\n")
    assert "second.txt" in (place.out / "patients.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("server")
def test_a_score_under_its_floor_fails_the_run_and_the_loss_is_told_by_name(place: Place) -> None:
    (place.folder / "gold" / "sure.yaml").write_text(GOLD.format(sex="male"), encoding="utf-8")
    under = place.run("articles", "--floors", "floors.toml")
    assert under.returncode == 1
    told = "3 articles (3 unchanged), 0 failed; patient level, sex: F1 0.000 is under its floor of 0.900"
    assert states(place)[-1] == ("FAILED", told)
    assert told in under.stderr
    gains = artifact(place, "gains-and-losses")
    assert "Since the run 'articles 20" in gains
    assert "| sure | Case 1 | sex | sex male | right | wrong value: sex female |" in gains.split("### Lost")[1]
