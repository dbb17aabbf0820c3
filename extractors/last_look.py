"""A last look by exclusion: an article that is about one patient, whom no sentence presents.

Where nobody was found, and the article is neither a review nor about many, what is told of somebody who is he or she,
or of whom the title says ("in a 5-year-old boy"), is told of the one patient. The story begins with the first sentence
of the run around them that tells what happened, and no general truth: "Disease started with falls. ... He was treated".
"""

import re

from extractors.anchors import Anchor
from extractors.context import has_past
from extractors.gates import Gated
from extractors.openings import concerned, general, supposed
from extractors.others_patients import ARGUING
from extractors.persons import Person
from extractors.reading import Sentence

_NO_STORY = (*ARGUING, "methods", "references", "back")
# who acts on patients, or writes of them, where a sentence begins with them
_STAFF = re.compile(
    r"(?:(?:an?|the|our|one|every|each) (?:[a-z-]+ )?)?(?:[a-z]+(?:logist|therapist|iatrician)s?|physicians?|doctors?|"
    r"dr|professor|surgeons?|clinicians?|practitioners?|trainees?|observers?|examiners?|colleagues?|authors?|reviewers?|"
    r"teachers?|researchers?|investigators?|editors?|readers?|volunteers?|nurses?|mother|father|parents?)\b"
)
# who writes, measures or is made up is no patient
_WRITES = re.compile(
    r"\b(?:described (?:the|this|an|it)|replied|wrote|writes|proposed|discovered|argued|disagree\w*|suspects|scored|"
    r"recorded|blinded|s?he who|assumed|simulated|s?he or s?he|"
    r"(?:his|her) (?:patients?|reports?|papers?|stud(?:y|ies)|colleagues|group|series|letter|comments?|passion|work))\b"
)
# what happened once, or is so by now: "she died", "two years later he plays football again"
_ONCE = re.compile(
    r"\b(?:died|got|swam|ran|rode|sang|left|lost|won|went|came|took|ate|grew|woke|saw|met|felt|kept|made|knew|sat|stood|"
    r"lay|held|put|again|now|still|later|since|remains?|today|currently|off|free|without|unaided|independently)\b"
)
_NOT_OURS = Gated(
    r"\b(?:first|originally|initially|previously|recently|rarely|been|were|was) (?:described|reported|published|"
    r"recogni[sz]ed|documented|invoked|implicated|proposed|introduced|established)\b|\bwe (?:aim|sought|review|search|"
    r"hypothesi|analy|propose|conclude|believe|suggest)\w*|\b(?:aim|objective|purpose|background|introduction)\b|"
    r"\bhave (?:all )?been\b|\bto our knowledge\b|\bliterature\b"
)
_CLOSING = re.compile(r"\b(?:conclusions?|in conclusion|in summary|discussion)\b[:. ]")
# of a method, a model or anybody: "in a mouse model", "an approach to the child"
_NO_REPORT = re.compile(
    r"\b(?:review|study|trial|cohort|series|survey|guid\w+|approach|how|when|model|mice|mouse|rats?|dogs?|cats?|horses?|"
    r"canine|feline|equine|assay|cost\w*|perspective|views?|quality of life|children|adults|patients|families|siblings|"
    r"obituary|brothers|sisters|twins|two|three|four|five|six|\d+ (?:cases|patients|children)|cases)\b"
)
_OTHER_KIND = Gated(
    r"\b(?:costs?|obituary|in memoriam|assays?|questionnaires?|surveys?|guidelines?|quality of life|perspectives?|"
    r"should know|the history of|biograph\w+|comment on)\b"
)
_ASKS = re.compile(r"(?:is|are|does|do|can|should|must|may|what|which|why|whom?)\b[^.:]*\?\W*$")
_ANIMALS = re.compile(
    r"\b(?:dogs?|cats?|mice|mouse|rats?|horses?|gelding|mare|labrador|canine|feline|equine|veterinary|zebrafish|larvae)\b"
)
_IN_MANY = re.compile(
    r"\b(?:was|were) [a-z]+ (?:in|on|from) \d{2,} (?:[a-z-]+ ){0,2}(?:patients|children|adults|subjects|sera)\b"
)
_ONE_OF_MANY = re.compile(r"\b(?:in|of|from) (?:one|another) (?!of us)[a-z]+\b")
_PUBLISHED_CASES = re.compile(r"\b(?:and|with)(?: an?)? (?:[a-z]+ )?review of (?:the )?literature\b|:? a case report\b")


# "Her parents had noticed falls": they tell of the patient
_WHOSE = re.compile(
    r"(?:her|his)\b(?= (?:parents|mother|father|family|teachers?|grandmother) (?:had )?(?:first )?"
    r"(?:notic|report|observ|brought|recall|sought|refus|declin|complain))"
)
_OFTEN = 3  # sentences, and one of how many


def look_last(sentences: list[Sentence], prose: list[Sentence], *, many: bool) -> bool:
    """Open the story of the one patient of whom only he, she or the title tells; returns whether there is any.

    ``many``: the article seems to be about many; then the title has to say that it is about one, or a third of the
    story be told of him or her.
    """
    if any(_ANIMALS.search(sentence.lowered) for sentence in sentences):
        return False
    many = many or any(_IN_MANY.search(sentence.lowered) and not general(sentence.lowered) for sentence in sentences)
    titled = any(sentence.passage.kind == "title" and _one_in_title(sentence) for sentence in sentences)
    story = [sentence for sentence in prose if sentence.passage.section not in _NO_STORY]
    named = [place for place, sentence in enumerate(story) if _names(story, place, sentence)]
    if not titled and any(_OTHER_KIND.search(each.lowered) for each in sentences if each.passage.kind == "title"):
        return False
    if not titled and (not named or (many and (len(named) < _OFTEN or len(named) * _OFTEN < len(story)))):
        return False
    if many and not named:
        return False
    first = _begin(story, named[0]) if named else _first_told(story)
    if first is None or not any(sentence.hits or sentence.quantities for sentence in story[first:]):
        return False
    story[first].opening = _opening(story[first])
    return True


def _one_in_title(sentence: Sentence) -> bool:
    """Whether a title says that the article is about one person."""
    title = _PUBLISHED_CASES.sub(" ", sentence.lowered)
    if _NO_REPORT.search(title) or _ASKS.match(title):
        return False
    persons = [anchor.person for anchor in sentence.anchors if anchor.kind == "person" and anchor.person is not None]
    return len(persons) == 1 or (not persons and concerned(title) is not None)


def _names(story: list[Sentence], place: int, sentence: Sentence) -> bool:
    """Whether a sentence tells of somebody who is he, she or the patient what happened to them, or how they are."""
    if sentence.level != "patient" or _named_at(sentence) is None:
        return False
    text = sentence.lowered
    told = (story[place - 1].lowered, text) if place else (text,)
    if general(text) or _ONE_OF_MANY.search(text) or any(map(_STAFF.match, told)) or any(map(_WRITES.search, told)):
        return False
    return has_past(text) or _ONCE.search(text) is not None


def _named_at(sentence: Sentence) -> Anchor | None:
    """Where a sentence names the patient without describing them: "she", "the patient", "her parents"."""
    for anchor in sentence.anchors:
        if anchor.kind == "reference" and sentence.refers:
            return anchor
        if anchor.kind == "other" and (whose := _WHOSE.match(sentence.lowered, anchor.start)) is not None:
            return Anchor("reference", whose.start(), whose.end())
    return None


def _begin(story: list[Sentence], place: int) -> int:
    """The first sentence of the run that tells a story up to the one at ``place``."""
    while place and _goes_with(story[place - 1], story[place]):
        place -= 1
    return place


def _goes_with(before: Sentence, sentence: Sentence) -> bool:
    same = before.passage.section == sentence.passage.section and before.passage.kind == "prose"
    return same and _tells(before)


def _tells(sentence: Sentence) -> bool:
    """Whether a sentence may be of a story: no general truth, nobody else's patient, nothing about the article."""
    text = sentence.lowered
    if sentence.level != "patient" or sentence.passage.kind != "prose":
        return False
    return not (supposed(text) or general(text) or _NOT_OURS.search(text) or _CLOSING.match(text))


def _first_told(story: list[Sentence]) -> int | None:
    """The first sentence that tells what happened to nobody named."""
    return next(
        (place for place, sentence in enumerate(story) if _tells(sentence) and has_past(sentence.lowered)), None
    )


def _opening(sentence: Sentence) -> Anchor:
    """The anchor of whom a sentence tells without a name: the pronoun that is its subject, else its beginning."""
    named = _named_at(sentence)
    if named is not None:
        return Anchor("reference", named.start, named.end, sex=named.sex)
    return Anchor("person", 0, 0, person=Person(0, 0, None, None, None, None, "patient", "a", at="other"))
