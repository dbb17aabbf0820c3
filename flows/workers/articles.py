"""Which files are articles, and what an article is known by."""

import glob
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Protocol

from flows.workers.locations import Location, LocationError, Remote, files_at

# Formats without a reader are listed as well: their files are then named as unsupported, not silently passed over.
SUFFIXES = frozenset({".txt", ".md", ".pdf", ".xml", ".nxml", ".html", ".htm", ".gz"})


class Named(Protocol):
    """What says which article a file is: an ``ArticleInfo``, or the file as the store lists it."""

    @property
    def source_file(self) -> str:
        """The name of the file."""

    @property
    def title(self) -> str | None:
        """The title of the article."""

    @property
    def doi(self) -> str | None:
        """Its DOI."""

    @property
    def pmid(self) -> str | None:
        """Its number in PubMed."""

    @property
    def pmcid(self) -> str | None:
        """Its number in PubMed Central."""


class NoArticlesError(Exception):
    """A path that does not exist, or holds no article; the message names it."""


def find_articles(paths: Sequence[Location]) -> list[Location]:
    """List the article files of files, folders (with their subfolders) and patterns, here or elsewhere, each once.

    The order is that of ``paths``; inside a folder or a pattern it is alphabetical. A file that is named itself is
    always taken; in folders, hidden files, README.md and files of other suffixes are not articles.

    Raises ``NoArticlesError`` for a path that is missing and for a folder or pattern without articles.
    """
    found = (article for path in paths for article in _articles_of(path))
    return list(dict.fromkeys(found))


def _articles_of(path: Location) -> Sequence[Location]:
    if isinstance(path, Remote):
        return _articles_elsewhere(path)
    if path.is_dir():
        articles = [path.joinpath(*parts) for parts in sorted(_files_in(path))]
        if not articles:
            raise NoArticlesError(f"no articles in the folder {path} (looked for {', '.join(sorted(SUFFIXES))})")
        return articles
    if path.exists():
        return [path]
    matches = sorted(Path(match) for match in glob.glob(str(path), recursive=True))  # noqa: PTH207 - may be absolute
    articles = [match for match in matches if is_article(match, below=Path())]
    if not articles:
        problem = "no articles match the pattern" if glob.has_magic(str(path)) else "no such file or folder:"
        raise NoArticlesError(f"{problem} {path}")
    return articles


def _articles_elsewhere(place: Remote) -> Sequence[Remote]:
    try:
        files, named = files_at(place)
    except LocationError as error:
        raise NoArticlesError(str(error)) from error
    articles = files if named else [file for file in files if _named_like_one(file.below(place))]
    if not articles:
        raise NoArticlesError(f"no articles at {place} (looked for {', '.join(sorted(SUFFIXES))})")
    return articles


def _files_in(folder: Path, parts: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The articles of a folder and those below it, each by the names that lead to it; links to folders are left."""
    with suppress(PermissionError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                if not entry.name.startswith("."):
                    yield from _files_in(folder / entry.name, (*parts, entry.name))
            elif _name_of_one(entry.name) and entry.is_file():
                yield (*parts, entry.name)


def is_article(file: Path, *, below: Path) -> bool:
    """Whether a file in the folder ``below`` is taken for an article when nobody named it."""
    inner = file.relative_to(below) if file.is_relative_to(below) else file
    return _named_like_one(inner) and file.is_file()


def _named_like_one(inner: PurePath) -> bool:
    hidden = any(part.startswith(".") and part != ".." for part in inner.parts)
    return not hidden and _name_of_one(inner.name)


def _name_of_one(name: str) -> bool:
    suffix = os.path.splitext(name)[1]  # noqa: PTH122 - a path for each name would take longer than to list them
    return not name.startswith(".") and suffix.lower() in SUFFIXES and name.lower() != "readme.md"
