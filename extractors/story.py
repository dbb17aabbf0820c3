"""Whose story is being told: every sentence gets its level before anything is linked, every find its last check.

A patient's story goes on from sentence to sentence and from paragraph to paragraph until an argument begins; in the
sections that argue (introduction, discussion, conclusion) each sentence has to name the patient itself.
"""

import re
from dataclasses import replace
from functools import lru_cache

from extractors.anchors import Anchor
from extractors.closing import close
from extractors.context import abstract_patient, judge
from extractors.gates import Gated
from extractors.kinship import family_of_others
from extractors.patients import find_anchors
from extractors.pedigrees import with_members
from extractors.reading import Found, Sentence
from extractors.some_members import some_only
from extractors.told_relative import relative_at
from schemas.mention import Level

# Sections in which the next paragraph does not go on with a patient's story unless it says so.
_ARGUMENT = ("introduction", "discussion", "conclusion", "abstract", "front")
_IMAGINED = Gated(
    r"\b(?:suppose|imagine|would (?:need|require|give|be|have)|if (?:his|her|he|she)\b(?!.* (?:was|were|had)\b))"
)
_OF_CELLS: dict[str, tuple[Level, str | None]] = {"cell": ("patient", None), "group": ("group", None)}
_OPTION = re.compile(r"\(?[a-e1-5]\)|[a-e][.:] ")


def tell(
    sentences: list[Sentence],
    story: bool,
    kin: frozenset[str] = frozenset(),
    measured: frozenset[str] = frozenset(),
    members: frozenset[int] = frozenset(),
) -> bool:
    """Judge the sentences of one passage; returns whether a patient's story is being told at its end.

    ``kin``: the relatives whom the article reports as patients; ``measured``: those with values of their own;
    ``members``: the members of a family whom a table lists.
    """
    others = family_of_others(sentences[0].passage.clean.lowered) if sentences and _told_in(sentences[0]) else None
    kin = kin | frozenset(others or ())
    for sentence in sentences:
        opening = story and sentence is sentences[0] and sentence.passage.kind == "prose"
        anchors = find_anchors(sentence.lowered, sentence.text, opening=opening, kin=kin, measured=measured - kin)
        if members and sentence.passage.kind in ("prose", "heading"):
            anchors = with_members(anchors, sentence.lowered, members)
        sentence.anchors = _opened(anchors, sentence.opening) if sentence.opening is not None else anchors
        sentence.refers = _refers(sentence)
    if not sentences or sentences[0].passage.kind not in ("prose", "heading"):
        for sentence in sentences:
            sentence.level, sentence.cue = _OF_CELLS.get(sentence.passage.kind) or _judged(sentence, False)
        return story
    if sentences[0].passage.section in _ARGUMENT and not (sentences[0].passage.section == "front" and story):
        story = False
    elif not any(sentence.refers for sentence in sentences):
        level, _ = _judged(sentences[0], False)
        story = story and level == "patient"
    for index, sentence in enumerate(sentences):
        story = story or sentence.refers
        argued = (
            sentence.passage.section in _ARGUMENT and sentence.passage.section != "abstract" and not sentence.anchors
        )
        asked = index > 0 and sentences[index - 1].level == "disease" and _OPTION.match(sentence.lowered)
        sentence.level, sentence.cue = ("disease", "?") if asked else _judged(sentence, story and not argued)
        if (imagined := _IMAGINED.search(sentence.lowered)) and not sentence.refers:
            sentence.level, sentence.cue = "disease", imagined.group()
        if sentence.level != "patient" and sentence.passage.section in _ARGUMENT:
            story = False
        sentence.story = story
    close(sentences)
    return story


def _opened(anchors: list[Anchor], opening: Anchor) -> list[Anchor]:
    """The anchors with the one that opens a story in place of those in its words."""
    apart = [anchor for anchor in anchors if anchor.end <= opening.start or opening.end <= anchor.start]
    return sorted((*apart, opening), key=lambda anchor: anchor.start)


def _told_in(sentence: Sentence) -> bool:
    return sentence.passage.kind == "prose" and sentence.passage.section not in ("front", "abstract")


def _refers(sentence: Sentence) -> bool:
    """Whether it names a patient of the article, and not anybody, or somebody imagined."""
    if all(anchor.kind in ("group", "other") or anchor.bare for anchor in sentence.anchors):
        return False
    bare = all(anchor.kind == "reference" and not anchor.pronoun for anchor in sentence.anchors)
    return not ((bare and _all_abstract(sentence)) or _IMAGINED.search(sentence.lowered))


def _all_abstract(sentence: Sentence) -> bool:
    """Whether each clause that names the patient speaks of anybody: "the boy is on IVIG; should this fail" does not."""
    clauses = [match.span() for match in re.finditer(r"[^;]+", sentence.lowered)]
    named = [span for span in clauses if any(span[0] <= anchor.start < span[1] for anchor in sentence.anchors)]
    return all(abstract_patient(sentence.lowered[start:end]) for start, end in named or clauses)


def _judged(sentence: Sentence, story: bool) -> tuple[Level, str | None]:
    grouped = any(anchor.kind == "group" for anchor in sentence.anchors)
    return judge(sentence.lowered, refers=sentence.refers, grouped=grouped, narrative=story)


def of_relative(found: Found) -> Found:
    """A relative's fact is no fact of the patient."""
    sentence = found.sentence
    if found.mention.level != "patient" or not sentence.anchors:
        return found
    relative = relative_at(sentence.anchors, found.start - sentence.first, sentence.lowered)
    if relative is None:
        return found
    words = sentence.text[relative.start : relative.end]
    return replace(found, mention=found.mention.model_copy(update={"level": "other", "cue": words}))


_SOME_NAMED = re.compile(
    r"\b(?:only )?(?:one|two|three|four|five|six|seven|eight|nine|\d{1,2})(?: of (?:the|our|these|them))?"
    r"(?: (?:[a-z]+ )?(?:patients?|children|child|cases?|girls?|boys?|infants?))? ?[(:–,-] ?$"
)


@lru_cache(maxsize=1)  # each find of a sentence asks the same
def _without_labels(sentence: Sentence) -> str:
    """The sentence without the numbers of its labels, and without those of a group whose members a label names then.

    ``Patients 1 and 2 were``: no two of many. ``In two cases (Cases 3 and 5)``: these.
    """
    text = sentence.lowered
    pieces: list[str] = []
    done = 0
    for anchor in sentence.anchors:
        if anchor.kind == "label" and anchor.start >= done:
            named = _SOME_NAMED.search(text[max(done, anchor.start - 40) : anchor.start])
            start = anchor.start - len(named.group()) if named is not None else anchor.start
            pieces += [text[done:start], "\u00b7" * (anchor.end - start)]
            done = anchor.end
    return "".join((*pieces, text[done:]))


_ONE = re.compile(r"\b(?:one|another)(?: of [a-z ]{3,30})?(?: patient)?,? (?:was )?$")


def _one_told(sentence: Sentence) -> bool:
    """``One of the latter was a woman of 71 years who ...``: one member of a group, told apart by age and sex."""
    persons = [anchor for anchor in sentence.anchors if anchor.kind == "person" and anchor.person is not None]
    if len(persons) != 1 or persons[0].sex is None or persons[0].person is None:
        return False
    return persons[0].person.age_years is not None and _ONE.search(sentence.lowered[: persons[0].start]) is not None


def of_some(found: Found) -> Found:
    """What is said of "two of the four children" is of nobody in particular."""
    sentence = found.sentence
    if found.mention.level != "patient" or found.mention.kind == "cohort" or sentence.passage.kind == "cell":
        return found
    text = _without_labels(sentence)
    words = some_only(text, found.start - sentence.first, found.end - sentence.first)
    if words is None or any(anchor.kind == "series" for anchor in sentence.anchors) or _one_told(sentence):
        return found
    return replace(found, mention=found.mention.model_copy(update={"level": "group", "cue": words}))
