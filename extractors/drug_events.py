"""What happened with a drug, and when the text says so: started, stopped, switched, tapered, failed, refused ...

``methotrexate was added`` · ``she was started on oral prednisone and IVIG`` · ``no response to rituximab`` ·
``switched from methotrexate to mycophenolate``. The words of an event speak of the drugs right ahead of them ("was
added") or behind them ("started on"), and of all drugs of their list. Offsets are those of the passage's clean text.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from extractors.gates import Gated
from extractors.reading import Found, Sentence
from schemas.mention import DrugMention
from schemas.values import EventKind

# In the order of trust: "was re-started" is no start.
_PASSIVE: dict[EventKind, str] = {
    "resumed": r"re-?started|resumed|re-?introduced|re-?initiated|re-?instituted|recommenced",
    "started": r"started|added|initiated|introduced|commenced|begun|instituted",
    "stopped": r"discontinued|stopped|withdrawn|ceased|suspended|tapered off|weaned off|tapered and stopped|held|"
    r"interrupted",
    "switched": r"switched|changed|converted|replaced|substituted",
    "tapered": r"(?:slowly |gradually )?(?:tapered|weaned|reduced|decreased|lowered)(?! off| and stopped)",
    "increased": r"increased|escalated|doubled|raised",
    "refused": r"refused|declined",
    "given": r"given|administered|prescribed|received|infused|repeated",
}
_ACTIVE: dict[EventKind, str] = {
    "resumed": r"(?:re-?start(?:ed|ing)|resum(?:ed|ing|ption)|re-?introduc(?:ed|ing|tion)|re-?initiat(?:ed|ing|ion))"
    r"(?: on| of| with)?",
    "started": r"(?:start(?:ed|ing)?|initiat(?:ed|ing|ion)|introduc(?:ed|ing|tion)|commenc(?:ed|ing|ement)|begun|began|"
    r"institut(?:ed|ing|ion)|beginning)(?: (?:treatment|therapy))?(?: on| of| with)?|add(?:ed|ing|ition of)|"
    r"(?:placed|put) on",
    "stopped": r"(?:discontinu(?:ed|ing|ation)|stopp(?:ed|ing)|withdr(?:ew|awing|awal)|cessation|ceas(?:ed|ing)|"
    r"suspend(?:ed|ing)|interrupt(?:ed|ing|ion)|(?:weaned|tapered|came|taken) off)(?: of)?",
    "switched": r"(?:switch(?:ed|ing)?|chang(?:ed|ing)|transition(?:ed|ing)?|convert(?:ed|ing)) from|"
    r"replac(?:ed|ing)|instead of|in lieu of",
    "tapered": r"(?:taper(?:ed|ing)|wean(?:ed|ing)|reduc(?:ed|ing|tion)|lower(?:ed|ing)|decreas(?:ed|ing))"
    r"(?: of| from| in)?(?! off)",
    "increased": r"(?:increas(?:ed|ing)|escalat(?:ed|ing|ion)|doubl(?:ed|ing))(?: of)?",
    "failed": r"failed(?! to)|failure (?:of|with|to respond to)|un-?responsive(?:ness)? to|non-?responsive to|"
    r"(?:no|poor|inadequate|insufficient|little) (?:clinical )?response to|(?:refractory|resistant) to|"
    r"(?:not|no longer) (?:respond(?:ed|ing)?|responsive) to|no improvement (?:with|on|after|despite|under)",
    "refused": r"refus(?:ed|al of|ing)|declined",
    "given": r"received|given|administered|treated with",
}
_BEHIND_NAME: dict[EventKind, str] = {
    "tapered": r"(?:taper|tapering|wean|reduction)\b(?! off)",
    "stopped": r"(?:discontinuation|withdrawal|cessation)\b",
    "failed": r"(?:failed|failure|had (?:no|little) (?:effect|benefit|response)|without (?:effect|benefit|response)|"
    r"was (?:ineffective|not effective|unsuccessful)|(?:brought|gave|led to) no (?:effect|benefit|improvement))\b",
}
_BE = r"(?:was|were|has been|have been|had been|being|is|are)(?: (?!not\b|never\b)[a-z]{3,14}){0,2}? "


def _words(kinds: dict[EventKind, str]) -> str:
    return "|".join(f"(?P<{kind}>{words})" for kind, words in kinds.items())


_PASSIVE_WORDS = Gated(rf"\b{_BE}(?P<words>{_words(_PASSIVE)})(?![a-z])")
_ACTIVE_WORDS = Gated(rf"(?<![a-z-])(?:{_words(_ACTIVE)})(?![a-z])")
_NOUNS = re.compile(rf"[ ](?:{_words(_BEHIND_NAME)})")
_VERB = (
    r"\b(?:was|were|had|has|is|are|been|but|because|when|while|which|who|after|before|until|due|despite|led|caused|"
    r"improv\w+|resol\w+|he|she|it|they|we|patient|for|responded|received|followed)\b|(?<![a-z]\.[a-z])[.;:](?:\s|$)"
)
_APART = re.compile(_VERB + r"|\bto\b|\bfrom\b|\bwith\b(?! or\b)")
_UNLISTED = re.compile(_APART.pattern + r"|\(|\b(?:in|on)\b")
_SUBJECT_ENDED = re.compile(_APART.pattern + r"|^[^,]*,\s*$")
_FILLER = re.compile(
    _VERB.replace("|for|", "|") + r"|,.*,|\b(?:and|with|days?|to|from|under|by|in|at|on|over|during)\b"
)
_TREATED = re.compile(r"\b(?:treatment|therapy) with\b")
_TO = re.compile(r"[^,;.]{0,25}?\b(?:to|by|with|for|into)\b")
_JOINT = re.compile(r",|/|\+|\band\b|\bplus\b|\bas well as\b")
# "Given the lack of response to steroids, methotrexate was added": no list, though a comma parts the two.
_OTHERWISE = re.compile(r"\b(?:to|after|despite|before|under|from|on|since) (?:[a-z-]+ )?$")
_ROUND = re.compile(r"\([^()]{0,80}\)")
_DENIED = re.compile(r"\b(?:not|never|without|no need (?:to|for)|instead of|rather than|before|if)\s(?:\w+\s)?$")
_NEAR = 70  # characters between the words of an event and its drug, or from drug to drug in a list, brackets left out
_FAR = "; "


@dataclass(frozen=True, slots=True)
class Event:
    """An event told by the clean characters ``[start, end)``; ``to``: the drug that a switch leads to.

    ``rule``: the drug is the subject of ``was`` or ``were``, the ``object``, the adjective of a ``noun``, or what a
    ``switch`` leads to.
    """

    start: int
    end: int
    kind: EventKind
    rule: str
    to: str | None = None


def find_events(sentence: Sentence, drugs: list[Found]) -> dict[int, list[Event]]:
    """The events of each drug of a sentence, by where its name begins; what was never given has refusals only."""
    events: dict[int, list[Event]] = defaultdict(list)
    taken: list[tuple[int, int]] = []
    for index, event in _told(sentence, drugs, taken):
        mention = drugs[index].mention
        denied = isinstance(mention, DrugMention) and mention.value.status == "not_given" and event.kind != "refused"
        if not denied and event not in events[drugs[index].start]:
            events[drugs[index].start].append(event)
    return {start: sorted(own, key=lambda event: event.start) for start, own in events.items()}


def _told(sentence: Sentence, drugs: list[Found], taken: list[tuple[int, int]]) -> Iterator[tuple[int, Event]]:
    """Each event with the number of its drug; words that told one are not asked again."""
    first = sentence.first
    for match in _PASSIVE_WORDS.finditer(sentence.lowered):
        start, end = match.start("words") + first, match.end() + first
        ahead = max((index for index, drug in enumerate(drugs) if drug.end <= match.start() + first), default=None)
        if ahead is None or _placed_on(sentence, drugs, end):
            continue
        if not _SUBJECT_ENDED.search(_gap(sentence, drugs[ahead].end, match.start() + first, leaving=1)):
            taken.append((start, end))
            rule = "were" if match.group().startswith(("were", "have", "had", "are", "being")) else "was"
            yield from _of_list(sentence, drugs, ahead, -1, _event(match, start, end, rule))
    for match in _ACTIVE_WORDS.finditer(sentence.lowered):
        start, end = match.start() + first, match.end() + first
        if any(left < end and start < right for left, right in taken) or _DENIED.search(
            sentence.between(first, start)[-30:]
        ):
            continue
        behind = next((index for index, drug in enumerate(drugs) if drug.start >= end), None)
        if behind is not None and not _FILLER.search(_TREATED.sub("", _gap(sentence, end, drugs[behind].start))):
            taken.append((start, end))
            yield from _of_list(sentence, drugs, behind, 1, _event(match, start, end, "object"))
    for index, drug in enumerate(drugs):
        if (noun := _NOUNS.match(sentence.lowered, drug.end - first)) is not None:
            yield index, _event(noun, noun.start() + 1 + first, noun.end() + first, "noun")


def _placed_on(sentence: Sentence, drugs: list[Found], end: int) -> bool:
    """``was started on prednisone``: the words speak of the drug behind them."""
    behind = next((drug for drug in drugs if drug.start >= end), None)
    words = "" if behind is None else _gap(sentence, end, behind.start)
    return words.startswith(" on ") and not _FILLER.search(words.removeprefix(" on "))


def _event(match: re.Match[str], start: int, end: int, rule: str) -> Event:
    kinds: dict[str, EventKind] = {kind: kind for kind in (*_PASSIVE, *_ACTIVE)}
    kind = next(kinds[name] for name, words in match.groupdict().items() if words and name in kinds)
    return Event(start, end, kind, rule)


def _of_list(
    sentence: Sentence, drugs: list[Found], index: int, step: int, event: Event
) -> Iterator[tuple[int, Event]]:
    """The event for its drug and those that stand in one list with it; a switch has a drug that it leads to."""
    if event.kind == "switched":
        yield from _switch(sentence, drugs, index, step, event)
        return
    yield index, event
    while 0 <= index + step < len(drugs):
        left = min(index, index + step)
        otherwise = step < 0 and _OTHERWISE.search(sentence.between(sentence.first, drugs[left].start)[-30:])
        alone = event.rule == "was" and "," in _gap(sentence, drugs[left].end, drugs[left + 1].start)
        if otherwise or alone or not _listed(sentence, drugs, left):
            return
        index += step
        yield index, event


def _switch(sentence: Sentence, drugs: list[Found], index: int, step: int, event: Event) -> Iterator[tuple[int, Event]]:
    """``from X to Y``, ``X was replaced by Y``, ``Y instead of X``: X is switched to Y, and Y started."""
    run = [index]
    while step > 0 and run[-1] + 1 < len(drugs) and _listed(sentence, drugs, run[-1]):
        run.append(run[-1] + 1)
    if sentence.between(event.start, event.end) in ("instead of", "in lieu of"):
        target, joined = index - 1, index > 0
    else:
        target = run[-1] + 1
        start = event.end if step < 0 else drugs[run[-1]].end
        joined = target < len(drugs) and _TO.match(_gap(sentence, start, drugs[target].start)) is not None
    other = drugs[target].mention if joined else None
    name = other.value.name if isinstance(other, DrugMention) else None
    for one in run:
        yield one, Event(event.start, event.end, "switched", event.rule, name)
    if joined:
        yield target, Event(event.start, event.end, "started", "switch")


def _listed(sentence: Sentence, drugs: list[Found], left: int) -> bool:
    """Whether a drug and the next one are members of one list."""
    words = _gap(sentence, drugs[left].end, drugs[left + 1].start)
    return not _UNLISTED.search(words) and _JOINT.search(words) is not None


def _gap(sentence: Sentence, start: int, end: int, leaving: int = 0) -> str:
    """The words between, brackets left out; ``_FAR`` where too much stands between, or more brackets are left."""
    words = _ROUND.sub("", sentence.between(start, end))
    return words if len(words) <= _NEAR and words.count(")") <= leaving else _FAR
