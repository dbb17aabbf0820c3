"""Articles that lie elsewhere: found, known and read as those on a disk; no secret of an address is told."""

import logging
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fsspec.implementations.memory import MemoryFileSystem

from flows.cli.main import main
from flows.runs.arrivals import whole_files
from flows.runs.serving import form_values
from flows.runs.settings import Settings
from flows.workers.articles import NoArticlesError, find_articles
from flows.workers.locations import Location, LocationError, Remote, digests, is_there, location, on_disk
from flows.workers.planning import plan
from flows.workers.worker import extract_article
from schemas.record import ArticleFailure
from tests.conftest import write_article
from tests.flows.test_cli import modules_after

SECRETS = "http://me:sesame@127.0.0.1:9/a.txt?signature=opensesame"
over_http = pytest.mark.skipif(find_spec("aiohttp") is None, reason="casesift[http] is not installed")


@pytest.fixture
def memory(articles: Path) -> Iterator[MemoryFileSystem]:
    """The three articles in memory, in folders, among what is no article."""
    system = MemoryFileSystem()
    for name in ("a", "b", "c"):
        system.pipe(f"/papers/{'more/' if name == 'c' else ''}{name}.txt", (articles / f"{name}.txt").read_bytes())
    for name in (".hidden/a.txt", "README.md", "figure.png"):
        system.pipe(f"/papers/{name}", b"no article")
    yield system
    system.rm("/", recursive=True)


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def web(articles: Path) -> Iterator[str]:
    """The address of a server with the three articles."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(articles))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def names(*places: str) -> list[str]:
    return [str(place) for place in find_articles([location(place) for place in places])]


def casesift(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


# ---- what is where


@pytest.mark.parametrize("text", ["a.txt", "folder/*.txt", "/x/y.txt", "C:/x.txt", "file:///x/y.txt"])
def test_what_names_no_protocol_is_a_path_as_ever(text: str) -> None:
    assert location(text) == Path(text.removeprefix("file://"))


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize("place", ["memory://papers", "memory://papers/", "memory://papers/**/*.*"])
def test_the_articles_of_a_folder_elsewhere_are_those_that_a_disk_would_have(place: str) -> None:
    found = names(place)
    assert found == [f"memory:///papers/{name}" for name in ("a.txt", "b.txt", "more/c.txt")]


@pytest.mark.usefixtures("memory")
def test_a_file_that_is_named_is_taken_whatever_it_is(articles: Path) -> None:
    assert names("memory://papers/figure.png") == ["memory://papers/figure.png"]
    assert names("memory://papers/a.txt", str(articles)) == [
        "memory://papers/a.txt",
        *(str(articles / f"{name}.txt") for name in "abc"),
    ]


@pytest.mark.usefixtures("memory")
def test_an_archive_elsewhere_is_a_folder_too(articles: Path) -> None:
    import zipfile

    with zipfile.ZipFile(articles / "all.zip", "w") as archive:
        archive.write(articles / "b.txt", "2024/b.txt")
    (found,) = find_articles([location(f"zip://::{articles / 'all.zip'}")])
    assert found.name == "b.txt"
    assert extract_article(found) == extract_article(articles / "b.txt")


@pytest.mark.usefixtures("memory")
@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("memory://nothing", "no such file or folder: memory://nothing"),
        ("memory://papers/*.pdf", "no articles at memory://papers/*.pdf"),
        ("nowhere://papers", "nowhere"),
        ("gs://bucket/papers", "needs another Python package"),
    ],
)
def test_a_place_that_cannot_be_read_is_told(place: str, words: str) -> None:
    with pytest.raises(NoArticlesError) as error:
        names(place)
    assert words in str(error.value)


def test_the_package_that_a_protocol_needs_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "s3fs", None)
    with pytest.raises(NoArticlesError, match=r"pip install 'casesift\[s3\]'"):
        names("s3://bucket/papers")


# ---- as on a disk


@pytest.mark.usefixtures("memory")
def test_the_work_is_that_of_the_same_files_on_a_disk(articles: Path) -> None:
    there, here = (plan(find_articles([location(place)])) for place in ("memory://papers", str(articles)))
    assert [(work.article_id, work.fingerprint) for work in there] == [
        (work.article_id, work.fingerprint) for work in here
    ]
    assert [extract_article(work.path) for work in there] == [extract_article(work.path) for work in here]


def test_a_file_that_is_gone_or_too_large_is_a_failure_of_its_own(memory: MemoryFileSystem) -> None:
    memory.pipe("/papers/large.txt", b"x" * 20_000_001)
    gone, large = (extract_article(Remote(f"memory://papers/{name}.txt")) for name in ("gone", "large"))
    assert isinstance(gone, ArticleFailure)
    assert isinstance(large, ArticleFailure)
    assert (gone.source_file, gone.kind) == ("gone.txt", "unreadable")
    assert "no such file or folder" in gone.reason
    assert (large.source_file, large.kind) == ("large.txt", "too_large")
    assert digests([Remote("memory://papers/gone.txt")]) == [""]


def test_a_file_that_is_being_written_elsewhere_is_left(memory: MemoryFileSystem) -> None:
    def write(_: float) -> None:
        memory.pipe("/papers/b.txt", b"now it is longer")

    places: list[Location] = [Remote("memory://papers/a.txt"), Remote("memory://papers/b.txt")]
    assert whole_files(places, 1, sleep=write) == (places[:1], places[1:])


@pytest.mark.usefixtures("memory")
def test_whether_a_noted_place_is_still_there(tmp_path: Path) -> None:
    assert is_there("memory://papers/a.txt")
    assert not is_there("memory://papers/z.txt")
    assert not is_there(str(tmp_path / "z.txt"))
    assert is_there("nowhere://x"), "what cannot be asked for is not said to be gone"
    assert is_there(str(Remote(SECRETS)))


# ---- secrets


def test_an_address_as_text_is_without_password_and_query() -> None:
    shown = str(Remote(SECRETS))
    assert shown.startswith("http://me:***@127.0.0.1:9/a.txt?sha256=")
    assert shown != str(Remote(SECRETS + "2")), "two queries are two places"
    assert Remote(SECRETS).name == "a.txt"
    assert str(Remote("zip://x.txt::" + SECRETS)) == "zip://x.txt::" + shown
    assert str(Remote("s3://bucket/what?.txt")) == "s3://bucket/what?.txt"


def test_no_secret_of_an_address_is_told(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    settings = Settings(paths=(SECRETS,))  # type: ignore[arg-type]
    told = [repr(settings.paths), str(settings.told()), settings.model_dump_json()]
    with pytest.raises(NoArticlesError) as error:
        find_articles(settings.paths)
    failure = extract_article(settings.paths[0])
    told += [str(error.value), str(failure), caplog.text]
    assert [text for text in told if "sesame" in text] == []


def test_a_server_would_keep_the_secrets_of_what_is_served() -> None:
    with pytest.raises(LocationError, match="has no password and no query"):
        form_values(Settings(paths=(SECRETS,)))  # type: ignore[arg-type]
    assert form_values(Settings(paths=("s3://bucket/x",)))["paths"] == ["s3://bucket/x"]  # type: ignore[arg-type]


# ---- the commands


@over_http
def test_a_folder_of_a_web_server_gives_the_records_of_the_same_folder_here(web: str, articles: Path) -> None:
    there, here = (casesift("extract", place, "--format", "jsonl") for place in (web, articles))
    assert (there.exit_code, there.stderr) == (0, "")
    assert there.stdout == here.stdout
    assert len(there.stdout.splitlines()) == 3


@over_http
def test_a_web_page_is_one_article_and_patterns_choose(web: str) -> None:
    assert names(f"{web}a.txt") == [f"{web}a.txt"]
    assert names(f"{web}[ab].txt") == [f"{web}a.txt", f"{web}b.txt"]
    with on_disk(Remote(f"{web}a.txt?download=1"), most=10) as file:
        assert (file.name, file.stat().st_size) == ("a.txt", 11)


@over_http
def test_a_server_that_is_not_there_is_no_empty_folder(web: str) -> None:
    nowhere = "http://127.0.0.1:9/papers/"
    for place in (nowhere, f"{nowhere}*.txt"):
        result = casesift("extract", place)
        assert result.exit_code == 2
        assert f"{place} cannot be read" in result.stderr
    assert "no such file or folder" in casesift("extract", f"{web}z.txt").stderr


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["watch", "s3://bucket/inbox"], "casesift serve --interval"),
        (["run", "--out", "s3://bucket/out"], "on this machine"),
        (["read", "memory://papers/a.txt", "--debug-images", "s3://bucket/x"], "of this machine"),
        (["extract", "memory://nothing"], "no such file or folder: memory://nothing"),
    ],
)
def test_what_has_to_be_on_this_machine_is_told(arguments: list[str], words: str) -> None:
    result = casesift(*arguments)
    assert result.exit_code == 2
    assert words in " ".join(result.stderr.split())


def test_articles_on_a_disk_do_not_pay_for_the_others(articles: Path) -> None:
    loaded, printed = modules_after([["extract", articles]], of={"fsspec", "distributed", "aiohttp"})
    assert loaded == ""
    assert "4100" in printed
    assert write_article(articles / "d.txt", ck=1).is_file()
