"""A text sample, as the text reader reads it -> the manuscript."""

import re
from dataclasses import dataclass, field
from pathlib import Path

from extractors.readers import read_article
from raw_docs.typesetting.inline import Run, Words, plain, words_of
from raw_docs.typesetting.manuscript import Figure, Heading, Imprint, Item, Kind, Manuscript, Paragraph, SetTable
from raw_docs.typesetting.tables import labelled, table_of
from schemas.document import Block

_IMPRINT = re.compile(
    r"Citation: (?P<author>[^.]+)\. (?P<journal>[^.;]+?) (?P<year>\d{4});(?P<volume>\d+):(?P<number>\w+)\. "
    r"doi:(?P<doi>\S+)"
)
_KINDS: dict[str, Kind] = {"This letter": "letter", "This mini review": "review-article", "This news": "news"}
_DROPPED = re.compile(r"#|\[image|DOI of the original|[^A-Za-z]*$")
_AUTHORS = "Authors of the"


SAMPLES = Path(__file__).parents[1]


class ManuscriptError(Exception):
    """A text sample that does not say what every form must hold; the message says what is missing."""


@dataclass
class _Gathered:
    """What the blocks have given so far."""

    title: str = ""
    imprint: Imprint | None = None
    second_title: Words = ()
    notes: list[Words] = field(default_factory=list)
    abstract: list[Words] = field(default_factory=list)
    body: list[Item] = field(default_factory=list)
    references: list[Words] = field(default_factory=list)
    back: list[Words] = field(default_factory=list)


def sample_texts() -> list[Path]:
    """The sample articles in the form that all others are made of."""
    return sorted(path for path in SAMPLES.iterdir() if path.suffix in (".txt", ".md") and path.name != "README.md")


def manuscript_of(path: Path) -> Manuscript:
    """The manuscript of a text sample; raise ``ManuscriptError`` where it has no title, imprint or kind."""
    document = read_article(path)
    gathered = _Gathered(title=document.metadata.title or "")
    tables: set[int] = set()
    for block in document.blocks:
        if block.table is None:
            _gather(gathered, block, document.quote(block))
        elif block.table not in tables:
            tables.add(block.table)
            gathered.body.append(table_of(document, block.table, path))
    return _manuscript(path, gathered)


def _manuscript(path: Path, gathered: _Gathered) -> Manuscript:
    opening = plain(gathered.notes[0]) if gathered.notes else ""
    kind = next((kind for begin, kind in _KINDS.items() if opening.startswith(begin)), None)
    if not gathered.title or gathered.imprint is None or kind is None:
        raise ManuscriptError(f"{path.name}: the title, the line 'Citation:' or the kind of article is missing")
    return Manuscript(
        stem=path.stem,
        kind=kind,
        title=gathered.title,
        imprint=gathered.imprint,
        second_title=gathered.second_title,
        notes=tuple(gathered.notes),
        abstract=tuple(gathered.abstract),
        body=tuple(gathered.body),
        references=tuple(gathered.references),
        back=tuple(gathered.back),
    )


def _gather(gathered: _Gathered, block: Block, printed: str) -> None:
    words = words_of(printed)
    if block.kind == "reference":
        _gather_reference(gathered, words)
    elif gathered.back or plain(words).startswith(_AUTHORS):
        if block.section != "references":
            gathered.back.append(words)
    elif block.kind == "furniture":
        _gather_furniture(gathered, printed, words)
    elif block.kind == "heading":
        _gather_heading(gathered, block, words)
    elif block.kind == "figure_caption":
        gathered.body.append(Figure(*labelled(words)))
    elif block.kind == "caption":
        gathered.body.append(SetTable(*labelled(words)))
    elif block.kind != "title":
        _gather_paragraph(gathered, block, words)


def _gather_reference(gathered: _Gathered, words: Words) -> None:
    if plain(words).startswith("doi:") and gathered.references:
        gathered.references[-1] = (*gathered.references[-1], Run(" "), *words)
    else:
        gathered.references.append(words)


def _gather_furniture(gathered: _Gathered, printed: str, words: Words) -> None:
    if found := _IMPRINT.match(plain(words)):
        gathered.imprint = Imprint(
            author=found["author"],
            journal=found["journal"],
            year=int(found["year"]),
            volume=found["volume"],
            number=found["number"],
            doi=found["doi"],
        )
    elif not _DROPPED.match(printed):
        gathered.notes.append(words)


def _gather_heading(gathered: _Gathered, block: Block, words: Words) -> None:
    text = plain(words)
    if block.section == "references":
        return
    if block.section == "front":
        gathered.second_title = words
    elif text.endswith((",", ":")):
        gathered.body.append(Paragraph(words))
    else:
        gathered.body.append(Heading(words, level=1 + len(re.findall(r"\.(?=\d)", text[:8]))))


def _gather_paragraph(gathered: _Gathered, block: Block, words: Words) -> None:
    if block.section == "abstract":
        gathered.abstract.append(words)
        return
    told = [place for place, item in enumerate(gathered.body) if isinstance(item, Paragraph)]
    before = gathered.body[told[-1]] if told else None
    if block.continues and isinstance(before, Paragraph):
        gathered.body[told[-1]] = Paragraph((*before.words, Run(" "), *words))
    else:
        gathered.body.append(Paragraph(words))
