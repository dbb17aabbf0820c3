"""The line through this room: passages -> sentences -> mentions -> record, and the ordered list of extractors."""

import gc
import hashlib
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import groupby, pairwise

from extractors import lexicon
from extractors.abbreviations import as_defined, definitions
from extractors.antibodies import find_antibodies
from extractors.ck import find_ck
from extractors.cmas import find_cmas
from extractors.cohort import find_cohort
from extractors.coined import Coined, coined, with_coined
from extractors.demographics import find_demographics
from extractors.drugs import find_drugs
from extractors.integrity.article import ReadArticle
from extractors.integrity.checks import contradictions
from extractors.kinship import related_patients
from extractors.labs import find_labs
from extractors.linking import link
from extractors.measured_kin import measured_relatives
from extractors.passages import passages
from extractors.pedigrees import members_of
from extractors.reading import Found, Passage, Sentence
from extractors.said_again import take_up
from extractors.second_look import look_again
from extractors.sentences import LONGEST, sentence_spans
from extractors.story import of_relative, of_some, tell
from extractors.timing import timed
from schemas.document import Document
from schemas.mention import Mention
from schemas.record import ArticleInfo, ArticleRecord, Versions

PROGRAM_VERSION = "0.1.0"

EXTRACTORS: tuple[Callable[[Sentence], Iterator[Found]], ...] = (
    find_demographics,
    find_ck,
    find_labs,
    find_antibodies,
    find_cmas,
    find_drugs,
    find_cohort,
)
"""Every extractor, in the order in which they read a sentence. None knows another."""


@cache
def vocabulary() -> lexicon.Lexicon:
    """The terms of the vocabulary, made once per process."""
    return lexicon.Lexicon()


def warm_up() -> None:
    """Load the vocabulary now, once per process, rather than with the first article.

    What is loaded then is there to stay: no collection of garbage looks at it again, each of which cost as much time as
    reading three articles.
    """
    with _uncollected():
        vocabulary()
        gc.freeze()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Let the collector of garbage rest: what an article is made of is all in use until the article is done.

    Looking through it again and again costs a tenth of the time, and of a long article more than of many short ones.
    """
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@cache
def rules_version() -> str:
    """Fingerprint of the rules themselves: the source of this room without its readers changes with any of them."""
    return _fingerprint(source for source in _sources(files("extractors")) if source[0].split("/")[0] != "readers")


@cache
def readers_version() -> str:
    """Fingerprint of the readers: their source."""
    return _fingerprint(_sources(files("extractors.readers")))


def _sources(folder: Traversable, within: str = "") -> Iterator[tuple[str, bytes]]:
    """Every Python file below a folder, in order: its path there, and its bytes."""
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            yield from _sources(entry, f"{within}{entry.name}/")
        elif entry.name.endswith(".py"):
            yield f"{within}{entry.name}", entry.read_bytes()


def _fingerprint(sources: Iterable[tuple[str, bytes]]) -> str:
    digest = hashlib.sha256()
    for name, content in sources:
        digest.update(name.encode() + b"\0" + content)
    return digest.hexdigest()[:16]


def vocabulary_version() -> str:
    """Fingerprint of the vocabulary tables."""
    return lexicon.fingerprint()


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Every mention of the document with its level, in reading order, whoever it belongs to."""
    return tuple(found.mention for found in find(document))


def find(document: Document) -> list[Found]:
    """Every mention with the sentence it was read in; for this room alone."""
    return _find(_sentences(document))


@_uncollected()
def extract(document: Document) -> ArticleRecord:
    """The record of a document: its cases, cohort findings, and the mentions that no case could claim."""
    sentences = _sentences(document)
    found = _find(sentences)
    linked = link(sentences, found)
    meta = document.metadata
    return ArticleRecord(
        id=document.id,
        article=ArticleInfo(
            source_file=document.source,
            title=meta.title,
            doi=meta.doi,
            pmid=meta.pmid,
            pmcid=meta.pmcid,
            first_author=meta.first_author,
            journal=meta.journal,
            year=meta.year,
            article_type=meta.article_type,
        ),
        reader=document.reader,
        cases=linked.cases,
        cohort=linked.cohort,
        unlinked=linked.unlinked,
        findings=linked.findings + contradictions(ReadArticle(document, sentences, found, linked.cases, linked.cohort)),
        warnings=document.warnings,
        versions=Versions(
            program=PROGRAM_VERSION,
            rules=rules_version(),
            readers=readers_version(),
            vocabulary=vocabulary_version(),
        ),
    )


def extractor_names() -> tuple[str, ...]:
    """The parts whose cost ``time_extractors`` tells, in their order."""
    return ("reading", *(_name(extractor) for extractor in EXTRACTORS), "linking")


def time_extractors(document: Document, clock: Callable[[], float]) -> dict[str, float]:
    """What each part of the work on a document costs, by a clock in seconds; "reading" is all that comes before it."""
    ticks = [clock()]
    sentences = _sentences(document)
    ticks.append(clock())
    for extractor in EXTRACTORS:
        for sentence in sentences:
            list(extractor(sentence))
        ticks.append(clock())
    link(sentences, _find(sentences))
    linked = clock() - ticks[-1] - (ticks[-1] - ticks[1])  # without the extractors, which ran once more
    spent = [later - earlier for earlier, later in pairwise(ticks)]
    return dict(zip(extractor_names(), (*spent, max(linked, 0.0)), strict=True))


def _name(extractor: Callable[[Sentence], Iterator[Found]]) -> str:
    return extractor.__name__.removeprefix("find_")


def _find(sentences: list[Sentence]) -> list[Found]:
    return [
        found
        for sentence in sentences
        for found in timed(
            sentence, [of_some(of_relative(found)) for extractor in EXTRACTORS for found in extractor(sentence)]
        )
    ]


def _sentences(document: Document) -> list[Sentence]:
    """All sentences in reading order, each with its terms, anchors and level."""
    words = vocabulary()
    found = list(passages(document))
    defined = definitions(found)
    own = coined(defined, words)
    kin = related_patients((passage.kind, passage.clean.lowered) for passage in found)
    told = (
        ()
        if kin
        else [(each.section, each.clean.lowered) for each in found if each.kind in ("title", "heading", "prose")]
    )
    measured, members = measured_relatives(told), members_of(document)
    sentences: list[Sentence] = []
    story = False
    for passage in found:
        if passage.kind == "footnote":
            continue
        read = list(_read(document, passage, words, defined, own))
        take_up(read)
        story = tell(read, story, kin, measured, members)
        sentences += read
    for order, sentence in enumerate(sentences):
        sentence.order = order
    if look_again(sentences):
        story = False
        for _, again in groupby(sentences, key=lambda sentence: id(sentence.passage)):
            story = tell(list(again), story, kin, measured, members)
    return sentences


def _read(
    document: Document, passage: Passage, words: lexicon.Lexicon, defined: dict[str, str], own: Coined | None
) -> Iterator[Sentence]:
    text = passage.clean.text
    hits = words.find(text)
    if hits:
        hits = as_defined(hits, text, defined, words)
    hits = with_coined(hits, text, own)
    places = [hit.start for hit in hits]
    whole = passage.kind in ("cell", "group") and len(text) < LONGEST
    here: list[lexicon.Hit] = []
    for start, end in sentence_spans(text, whole=whole):
        earlier, here = here, hits[bisect_left(places, start) : bisect_left(places, end)] if hits else []
        sentence = Sentence(document, passage, start, end, here, earlier)
        if sentence.text.strip():
            yield sentence
