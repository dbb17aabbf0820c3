"""What every row has: the words it was read from, when, the article, and what made the record."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from flows.delivery.dictionary import Row
from schemas.record import ArticleRecord
from schemas.values import Evidence, TimePoint

_KEY = 16  # hexadecimal digits of an article's id: enough to tell billions of articles apart


@dataclass(frozen=True)
class Placed:
    """A row with the places of its words; ``shown`` are the places of a patient's sex and age."""

    table: str
    row: Row
    evidence: Sequence[Evidence]
    time: TimePoint | None = None
    shown: Mapping[str, Sequence[Evidence]] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """The row with its first place, then one row of the table ``evidence`` for each place."""
        row = {**self.row, **_first(self.evidence)}
        for what, places in self.shown.items():
            row |= {f"{what}_{name}": value for name, value in _words(places).items()}
        yield self.table, row
        row_id = next(iter(self.row.values()))  # every table begins with its id
        times = self.time.evidence if self.time else ()
        for shows, places in {"value": self.evidence, **self.shown, "time": times}.items():
            for number, place in enumerate(places, start=1):
                of: Row = {"row_id": row_id, "row_table": self.table, "shows": shows, "place": number}
                yield "evidence", {**of, **_first([place]), **_box(place)}


def key_of(record: ArticleRecord) -> str:
    """The article's id as it begins the ids of its rows."""
    return re.sub(r"[^0-9A-Za-z]", "-", record.id)[:_KEY]  # it becomes a file's name, and records come from anywhere


def article_columns(record: ArticleRecord) -> Row:
    """The article and the versions, as they end a row."""
    article = {"source_file": record.article.source_file, "doi": record.article.doi, "article_id": record.id}
    return {**article, **record.versions.model_dump()}


def time_columns(time: TimePoint | None) -> Row:
    """When something was so; all None where that is not told."""
    if time is None:
        return dict.fromkeys(("time_printed", "time_days", "time_low_days", "time_high_days", "time_since"))
    told = {"time_printed": time.printed, "time_days": time.days, "time_since": time.since}
    return {**told, "time_low_days": time.low_days, "time_high_days": time.high_days}


def _first(places: Sequence[Evidence]) -> Row:
    if not places:
        return dict.fromkeys(("quote", "quote_start", "quote_end", "page", "cell_table", "cell_row", "cell_column"))
    first = places[0]
    words: Row = {"quote": first.quote, "quote_start": first.start, "quote_end": first.end, "page": first.page}
    return {**words, "cell_table": first.table, "cell_row": first.row, "cell_column": first.column}


def _words(places: Sequence[Evidence]) -> Row:
    first = places[0] if places else None
    return {name: getattr(first, name, None) for name in ("quote", "start", "end")}


def _box(place: Evidence) -> Row:
    return dict(zip(("x0", "top", "x1", "bottom"), place.box or (None,) * 4, strict=True))
