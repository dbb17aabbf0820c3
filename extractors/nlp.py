"""The line through this room: passages -> sentences -> mentions -> record, and the ordered list of extractors."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
import re

from spacy.language import Language

from extractors import abbreviations, lexicon
from extractors.antibodies import find_antibodies
from extractors.ck import find_ck
from extractors.cmas import find_cmas
from extractors.cohort import find_cohort
from extractors.context import abstract_patient, judge
from extractors.demographics import find_demographics
from extractors.drugs import find_drugs
from extractors.labs import find_labs
from extractors.linking import link
from extractors.passages import passages
from extractors.patients import find_anchors, relative_at, some_only
from extractors.quantities import find_quantities
from extractors.reading import Found, Passage, Sentence
from extractors.sentences import sentence_spans
from extractors.tokens import blank_pipeline
from schemas.document import Document
from schemas.mention import Mention
from schemas.record import ArticleInfo, ArticleRecord, Versions

PROGRAM_VERSION = "0.1.0"

_NUMERIC = re.compile(r"\d|\btimes\b|\bfold\b")

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

# Sections in which the next paragraph does not go on with a patient's story unless it says so.
_ARGUMENT = ("introduction", "discussion", "conclusion", "abstract", "front")


@cache
def _pipeline() -> tuple[Language, lexicon.Lexicon]:
    nlp = blank_pipeline()
    return nlp, lexicon.Lexicon(nlp)


def warm_up() -> None:
    """Build the pipeline now, once per process, rather than with the first article."""
    _pipeline()


def vocabulary_version() -> str:
    """Fingerprint of the vocabulary tables."""
    return lexicon.fingerprint()


def find_mentions(document: Document) -> tuple[Mention, ...]:
    """Every mention of the document with its level, in reading order, whoever it belongs to."""
    return tuple(found.mention for found in _find(_sentences(document)))


def extract(document: Document) -> ArticleRecord:
    """The record of a document: its cases, cohort findings, and the mentions that no case could claim."""
    sentences = _sentences(document)
    linked = link(sentences, _find(sentences))
    meta = document.metadata
    return ArticleRecord(
        id=document.id,
        article=ArticleInfo(
            source_file=document.source,
            title=meta.title,
            doi=meta.doi,
            pmid=meta.pmid,
            first_author=meta.first_author,
            journal=meta.journal,
            year=meta.year,
        ),
        reader=document.reader,
        cases=linked.cases,
        cohort=linked.cohort,
        unlinked=linked.unlinked,
        findings=linked.findings,
        warnings=document.warnings,
        versions=Versions(program=PROGRAM_VERSION, vocabulary=vocabulary_version()),
    )


def _find(sentences: list[Sentence]) -> list[Found]:
    return [_of_some(_of_relative(found)) for sentence in sentences for extractor in EXTRACTORS for found in extractor(sentence)]


def _of_relative(found: Found) -> Found:
    """A relative's fact is no fact of the patient."""
    sentence = found.sentence
    if found.mention.level != "patient" or not sentence.anchors:
        return found
    relative = relative_at(sentence.anchors, found.start - sentence.first, sentence.lowered)
    if relative is None:
        return found
    words = sentence.text[relative.start : relative.end]
    return replace(found, mention=found.mention.model_copy(update={"level": "other", "cue": words}))


def _of_some(found: Found) -> Found:
    """What is said of "two of the four children" is of nobody in particular."""
    sentence = found.sentence
    if found.mention.level != "patient" or found.mention.kind == "cohort" or sentence.passage.kind == "cell":
        return found
    words = some_only(sentence.lowered, found.start - sentence.first, found.end - sentence.first)
    if words is None or any(anchor.kind == "series" for anchor in sentence.anchors):
        return found
    return replace(found, mention=found.mention.model_copy(update={"level": "group", "cue": words}))


def _sentences(document: Document) -> list[Sentence]:
    """All sentences in reading order, each with its terms, numbers, anchors and level."""
    nlp, words = _pipeline()
    found = list(passages(document))
    defined = _definitions(found)
    sentences: list[Sentence] = []
    story = False
    for passage in found:
        if passage.kind == "footnote":
            continue
        read = list(_read(document, passage, nlp, words, defined))
        story = _tell(read, story)
        sentences += read
    for order, sentence in enumerate(sentences):
        sentence.order = order
    return sentences


def _definitions(found: list[Passage]) -> dict[str, str]:
    """The article's own abbreviations: a legend overrules the prose, the first definition the later ones."""
    defined: dict[str, str] = {}
    for passage in found:
        if passage.kind == "footnote":
            defined.update((short, long) for short, long in abbreviations.defined_in_legend(passage.clean.text) if short not in defined)
    for passage in found:
        if passage.kind != "cell":
            for short, long in abbreviations.defined_in_prose(passage.clean.text):
                defined.setdefault(short, long)
    return defined


def _read(document: Document, passage: Passage, nlp: Language, words: lexicon.Lexicon, defined: dict[str, str]) -> Iterator[Sentence]:
    doc = nlp.make_doc(passage.clean.text)
    hits = _as_defined(doc.text, words.find(doc), doc, defined, words, nlp)
    quantities = find_quantities(doc.text) if _NUMERIC.search(doc.text) else []
    spans = [(0, len(doc))] if passage.kind == "cell" else sentence_spans(doc)
    for start, end in spans:
        first, last = doc[start].idx, doc[end - 1].idx + len(doc[end - 1])
        sentence = Sentence(
            document,
            passage,
            doc,
            start,
            end,
            [hit for hit in hits if start <= hit.start < end],
            [number for number in quantities if first <= number.start < last],
        )
        if sentence.text.strip():
            yield sentence


def _as_defined(
    text: str, hits: list[lexicon.Hit], doc: object, defined: dict[str, str], words: lexicon.Lexicon, nlp: Language
) -> list[lexicon.Hit]:
    """The hits with each abbreviation read as the article defines it; an undefined ambiguous one needs support."""
    kept = []
    for hit in hits:
        printed = doc[hit.start : hit.end].text  # type: ignore[index]
        long = defined.get(printed) or defined.get(printed.rstrip("s"))
        if long is None:
            if hit.term.sense != "defined" or _supported(hit, hits):
                kept.append(hit)
            continue
        meant = words.find(nlp.make_doc(long))
        same = [item for item in meant if item.term.name == hit.term.name]
        if same:
            kept.append(lexicon.Hit(lexicon.Term(hit.term.kind, hit.term.name, "sure" if hit.term.sense == "defined" else hit.term.sense, hit.term.route or same[0].term.route), hit.start, hit.end))
        elif meant:
            kept.append(lexicon.Hit(meant[-1].term, hit.start, hit.end))
    return kept


def _supported(hit: lexicon.Hit, hits: list[lexicon.Hit]) -> bool:
    """Whether a sure term of the same kind stands within three tokens of an ambiguous abbreviation."""
    return any(
        other.term.kind == hit.term.kind and other.term.sense != "defined" and -4 <= other.start - hit.end <= 3 or
        other.term.kind == hit.term.kind and other.term.sense != "defined" and 0 <= hit.start - other.end <= 3
        for other in hits
    )


def _tell(sentences: list[Sentence], story: bool) -> bool:
    """Judge the sentences of one passage; returns whether a patient's story is being told at its end."""
    for sentence in sentences:
        sentence.anchors = find_anchors(sentence.lowered)
        bare = all(anchor.kind == "reference" and not anchor.pronoun for anchor in sentence.anchors)
        sentence.refers = not (bare and abstract_patient(sentence.lowered)) and any(anchor.kind in ("label", "ordinal", "person", "reference", "series") for anchor in sentence.anchors)
    if not sentences or sentences[0].passage.kind not in ("prose", "heading"):
        for sentence in sentences:
            sentence.level, sentence.cue = ("patient", None) if sentence.passage.kind == "cell" else _judged(sentence, False)
        return story
    if sentences[0].passage.section in _ARGUMENT and not (sentences[0].passage.section == "front" and story):
        story = False
    elif not any(sentence.refers for sentence in sentences):
        level, _ = _judged(sentences[0], False)
        story = story and level == "patient"
    for index, sentence in enumerate(sentences):
        story = story or sentence.refers
        asked = index > 0 and sentences[index - 1].cue == "?" and re.match(r"\(?[a-e1-5]\)", sentence.lowered)
        sentence.level, sentence.cue = ("disease", "?") if asked else _judged(sentence, story)
        if sentence.level != "patient" and sentence.passage.section in _ARGUMENT:
            story = False
        sentence.story = story
    return story


def _judged(sentence: Sentence, story: bool):  # type: ignore[no-untyped-def]
    grouped = any(anchor.kind == "group" for anchor in sentence.anchors)
    return judge(sentence.lowered, refers=sentence.refers, grouped=grouped, narrative=story)
