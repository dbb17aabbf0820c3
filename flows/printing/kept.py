"""Texts that are kept on disk until they are wanted: the records of many articles are more than fits into memory."""

import os
from typing import IO, NamedTuple


class Place(NamedTuple):
    """Where a text lies: its first byte, and how many it has."""

    first: int
    length: int


class Kept:
    """Texts one behind the other in a ``file`` that can be read and written."""

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file

    def add(self, text: str) -> Place:
        """Keep a text."""
        first = self._file.seek(0, os.SEEK_END)
        return Place(first, self._file.write(text.encode()))

    def text(self, place: Place) -> str:
        """The text that lies at a place."""
        self._file.seek(place.first)
        return self._file.read(place.length).decode()
