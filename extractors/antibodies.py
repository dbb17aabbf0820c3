"""Autoantibodies and what the test said: ``positive for anti-SRP-54``, ``X, Y and Z were negative``, ``ANA 1:320``.

Names that stand in one list share one result. A target without "anti" or "antibody" beside it ("HMGCR inhibitor",
"SRP expression") is no antibody, and an antibody without any result ("testing for anti-SRP was sent") is no fact.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, takewhile

from extractors.antibody_cells import denies_all
from extractors.antibody_dealt import Dealt, dealt
from extractors.antibody_names import PANELS, Name, names_in
from extractors.antibody_predicates import only_behind
from extractors.antibody_results import TITRE, printed_titre, result_ahead, result_behind, results_of
from extractors.antibody_scope import (
    EXCEPT,
    EXCLUSIVE,
    closing,
    excludes_itself,
    opening,
    the_rest,
)
from extractors.antibody_titres import A_BOUND
from extractors.context import doubtful, unreal
from extractors.gates import Gated
from extractors.reading import Found, Sentence
from schemas.mention import AntibodyMention, Mention
from schemas.values import AntibodyResult, Result

SERONEGATIVE = "antibody.seronegative"

# Of a myopathy only: seronegative arthritis is something else. A caption may be cut off in print.
_SERONEGATIVE = Gated(
    r"\b(?:sero-?negat(?:ive?)?|antibody-negative|autoantibody-negative)(?=[\s.\-]*$|[ "
    r"-](?:(?:pa?ediatric|juvenile|adult|childhood|immune-mediated|autoimmune|imnm|necroti[sz]ing)[ "
    r"-]?)*(?:imnm|inm|nam|myopath\w*|myositis)|"
    r"[ -](?:(?:\d{1,2}|[a-z]{3,9})[ -](?:years?|months?|yrs?)[ -]old[ -]|(?:female|male|adolescent|pa?ediatric) )*"
    r"(?:boy|girl|child|infant|toddler|patient|adolescent|teenager|man|woman)\b"
    r"(?! with (?:\w+ ){0,3}(?:arthritis|celiac|coeliac|hepatitis|myasthenia|spondyl\w+)))"
)
_SEPARATOR = re.compile(
    r"(?:\([\w\-/ ]{2,9}\)|type \d\b|[\s,/&;()\-:+]|\b(?:and|or|nor|as well as|including|such as|"
    r"namely|like|plus|with|both|the|other|e\.g\.|of|to|i?gg|i?gm|i?ga|auto|anti|antibod(?:y|ies)|"
    r"autoantibod(?:y|ies)|abs?|protein|54|"
    r"anti-?bodies|test(?:s|ing)?|titers?|titres?|levels?|type|pattern|serology|screen(?:ing)?|"
    r"an?|comprehensive|complete|full|commercial|"
    r"factors?|specific|associated|extended|profile|panel|against|for)\b|-ab\b)*"
)


def find_antibodies(sentence: Sentence) -> Iterator[Found]:
    """The antibody results of a sentence."""
    found = list(_told(sentence))
    there = any(_is_specific(item.mention) for item in found)
    if there and (rest := the_rest(sentence)) is not None:
        found = [item for item in found if not _is_panel(item.mention)]
        panel = Name("myositis-specific antibodies", *rest, False)
        found.append(_found(sentence, panel, "negative", "antibody.behind", "negative"))
    yield from found


def _is_specific(mention: Mention) -> bool:
    """Whether an antibody specific for myositis is there."""
    return (
        isinstance(mention, AntibodyMention)
        and mention.value.result == "positive"
        and mention.value.name in EXCLUSIVE | {"anti-Ro52"}
    )


def _is_panel(mention: Mention) -> bool:
    return isinstance(mention, AntibodyMention) and mention.value.name in PANELS


def _told(sentence: Sentence) -> Iterator[Found]:
    """What is told of antibodies by their names."""
    if sentence.passage.kind == "cell" and (none := denies_all(sentence)):
        panel = Name("myositis-specific antibodies", none[0], none[1], False)
        yield _found(sentence, panel, "negative", "antibody.none", none[2])
        return
    names = names_in(sentence)
    if not names:
        yield from _seronegative(sentence)
        return
    floor = sentence.first
    told_again = _told_again(sentence, names)
    for group in _lists(sentence, names):
        opened = opening(sentence.between(sentence.first, group[0].start))
        outcomes = list(results_of(sentence, group, floor, opened))
        if A_BOUND.match(sentence.between(group[-1].end, min(group[-1].end + 60, sentence.last))) or excludes_itself(
            sentence, [(name.name, result) for name, result, *_ in outcomes]
        ):
            outcomes = []
        elif not outcomes and (later := _only_one(sentence, group, names)):
            outcomes = [(name, "negative", "antibody.behind", "only") for name in group if name.name not in later]
        shares = dealt(sentence, group[-1].end) if outcomes or len(sentence.anchors) > 1 else []
        for one in shares:
            yield from (_found(sentence, name, one.result, "antibody.dealt", None, one) for name in group)
        for name, result, rule, cue in outcomes if not shares else ():
            if result == "negative" and (
                name in told_again or (name.name in PANELS and _negative_for(sentence, name, names))
            ):
                continue
            yield _found(sentence, name, result, rule, cue)
        floor = group[-1].end if opened else floor


def _told_again(sentence: Sentence, names: list[Name]) -> list[Name]:
    """The names of a list that an exception takes up: ``The blot (Mi-2, SRP, Ro52) was negative but for SRP``."""
    exceptions = [match.end() for match in EXCEPT.finditer(sentence.lowered) if match.group() != "but"]
    if not exceptions:
        return []
    place = sentence.first + exceptions[-1]
    later = {name.name for name in names if name.start >= place}
    return [name for name in names if name.start < place and name.name in later]


def _only_one(sentence: Sentence, group: list[Name], names: list[Name]) -> set[str]:
    """The names that are the only positive ones of a list: ``Of the antibodies (A, B, C) only C was positive``."""
    behind = [name for name in names if name.start >= group[-1].end]
    if len(group) == 1 or not behind or not only_behind(sentence.between(group[-1].end, behind[0].start)):
        return set()
    told = result_behind(sentence, behind[-1]) or result_ahead(sentence, behind[0], group[-1].end)
    return {name.name for name in behind} if told is not None and told[0] == "positive" else set()


# "The line blot was negative for SRP, Jo-1 and Mi-2": of these, and nothing is said of the others on the blot.
_NEGATIVE_FOR = re.compile(
    r"\)?(?: by [\w -]{3,30}| at (?:that|the) time| (?:of|in) (?:the |our |this )?\w+)?,? "
    r"(?:was|were|had been|tested|came back|proved|remained)"
    r"(?: also| again| entirely)? negative for (?:anti-|antibodies (?:to|against) )?"
)


def _negative_for(sentence: Sentence, panel: Name, names: list[Name]) -> bool:
    """Whether a panel is only the test that was negative for several antibodies, which are named behind it."""
    match = _NEGATIVE_FOR.match(sentence.lowered, panel.end - sentence.first)
    behind = [name for name in names if name.start > panel.end and name.name not in PANELS]
    return match is not None and len(behind) > 1 and behind[0].start - sentence.first <= match.end()


def _seronegative(sentence: Sentence) -> Iterator[Found]:
    """``seronegative necrotising myopathy`` of a patient or in a title: no myositis-specific antibody."""
    match = _SERONEGATIVE.search(sentence.lowered)
    if match and (sentence.refers or sentence.passage.kind in ("title", "caption")):
        first = sentence.first + match.start()
        name = Name("myositis-specific antibodies", first, sentence.first + match.end(), False)
        yield _found(sentence, name, "negative", SERONEGATIVE, match.group())


def _lists(sentence: Sentence, names: list[Name]) -> Iterator[list[Name]]:
    """Names parted by nothing but commas, ``and``, ``antibodies`` and the like stand in one list."""
    body = [name for name in names if not name.head]
    names = body or names
    group = [names[0]]
    end = _opened(sentence, names)
    separators: list[str] = []
    for left, right in pairwise(names):
        words = sentence.between(left.end, right.start)
        # Among commas a semicolon is where the next statement begins: "negative for A, B and C; D was positive".
        parted = ";" in words and (
            any(";" not in before for before in separators)
            or (not separators and _told_apart(sentence, left, right, names))
        )
        if left is not end and not parted and _SEPARATOR.fullmatch(words):
            group.append(right)
            separators.append(words)
            continue
        separators.clear()
        yield group
        group = [right]
    yield group


def _told_apart(sentence: Sentence, left: Name, right: Name, names: list[Name]) -> bool:
    """Whether a name has its result ahead and the list behind its semicolon has one of its own."""
    ahead = result_ahead(sentence, left, sentence.first)
    if ahead is None or ahead[0] == "negative":
        return False
    last = right
    for name in names[names.index(right) + 1 :]:
        words = sentence.between(last.end, name.start)
        if ";" in words or not _SEPARATOR.fullmatch(words):
            break
        last = name
    return result_behind(sentence, last) is not None


def _opened(sentence: Sentence, names: list[Name]) -> Name | None:
    """The last name of a list that an opening governs ("Apart from anti-Ro52, ..."), where more names follow it."""
    if not opening(sentence.between(sentence.first, names[0].start)):
        return None
    separators = [sentence.between(left.end, right.start) for left, right in pairwise(names)]
    run = list(takewhile(_SEPARATOR.fullmatch, separators))
    last = closing(run, [name.name in PANELS for name in names[1 : len(run) + 1]])
    return None if last is None else names[last]


def _found(
    sentence: Sentence, name: Name, result: Result, rule: str, cue: str | None, one: Dealt | None = None
) -> Found:
    """The find of a result; ``one`` of those to whom results are dealt out has it where it is named."""
    behind = TITRE.match(sentence.between(name.end, min(name.end + 50, sentence.last)))
    titre = printed_titre(behind) if behind else None
    if one is not None:
        titre = one.titre
    value = AntibodyResult(
        name=name.name,
        result=result,
        titre=titre,
        printed=sentence.passage.clean.text[name.start : name.end],
        evidence=sentence.evidence(name.start, name.end),
        rule=rule,
    )
    clause = sentence.between(max(sentence.first, name.start - 80), min(name.end + 60, sentence.last))
    doubt = doubtful(
        re.split(r"[;,.] ", sentence.between(max(sentence.first, name.start - 60), name.start))[-1], sentence.lowered
    )
    doubt = doubt or (unreal(clause, sentence.lowered) if rule == "antibody.implied" else None)
    said = cue or sentence.cue if sentence.level == "patient" else sentence.cue or cue
    open_ = sentence.level == "patient" and doubt is not None and sentence.passage.kind != "cell"
    mention = AntibodyMention(level="disease" if open_ else sentence.level, cue=doubt if open_ else said, value=value)
    start, end = (name.start, name.end) if one is None else (one.start, one.end)
    return Found(mention, sentence, start, end)
