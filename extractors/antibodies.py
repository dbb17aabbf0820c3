"""Autoantibodies and what the test said: ``positive for anti-SRP-54``, ``X, Y and Z were negative``, ``ANA 1:320``.

Names that stand in one list share one result. A target without "anti" or "antibody" beside it ("HMGCR inhibitor",
"SRP expression") is no antibody, and an antibody without any result ("testing for anti-SRP was sent") is no fact.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, takewhile

from extractors.antibody_bands import of_band
from extractors.antibody_cells import by_legend, denies_all, of_antibodies
from extractors.antibody_dealt import Dealt, dealt
from extractors.antibody_levels import bound_in, is_level, result_of_level
from extractors.antibody_scope import (
    EXCEPT,
    closing,
    excepted,
    excludes_itself,
    of_not,
    opening,
    opens_next,
    without_aside,
)
from extractors.antibody_titres import A_BOUND, result_of_titre
from extractors.antibody_words import (
    ADJECTIVES,
    FILLER,
    HALF,
    LEFT_OUT,
    NEGATIVE_AHEAD,
    NEGATIVE_BEHIND,
    NOTHING_ON,
    OF_NOBODY,
    OF_TEST,
    ON_TEST,
    POSITIVE_AHEAD,
    POSITIVE_BEHIND,
    STRENGTH,
)
from extractors.context import doubtful, unreal
from extractors.gates import Gated
from extractors.reading import Found, Sentence
from schemas.mention import AntibodyMention
from schemas.values import AntibodyResult, Result

PANELS = ("autoantibodies", "myositis-specific antibodies")
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

# The head of a row or column of antibodies: "Autoantibodies", "MSA/MAA", "Serotype".
_IGG = re.compile(r"[ -]ig[gma]\b")  # behind a target that heads a cell: "HMGCR IgG (CU)"
_SEROLOGY_HEAD = re.compile(r"(?i:antibod|\bserotypes?\b|\bserolog(?:y|ic|ical)\b)|\b(?:MSAs?|MAAs?|Abs?|autoAbs?)\b")

_ANTI = re.compile(
    r"(?:\b(?:auto)?anti(?:bod(?:y|ies))?[\s-]{0,3}|\b(?:auto)?antibod(?:y|ies)[ ](?:(?:testing|"
    r"tests?|panel|screen|screening|serology|assays?)[ ])?(?:to|including|against|targeting|directed "
    r"against|for|specific for)[ ](?:the )?|"
    r"\b(?:reactivity|reactions?|bands?|signals?|positivity|those)[ ](?:to|against|towards?|with|for|at|"
    r"directed against)[ ](?:the )?)$"
)
_BODY = re.compile(
    r"[\s)\-]{0,2}(?:protein )?(?:\([^()]{1,20}\)[ ])?(?:[iI]g[gGmMaA]?[ -])?(?:(?:auto-?)?antibod|"
    r"abs?\b|[- ]?positiv|[- ]?negativ|\(?\+|\+ve|[- ]?seropositiv|-ab\b|elisa\b|(?:immuno)?assay\b|bands?\b)"
)
_SURE_BODY = re.compile(
    r"[\s)\-]{0,2}(?:\([^()]{1,20}\)[ ])?(?:[iI]g[gGmMaA]?[ -])?(?:(?:auto-?)?antibod|abs?\b|-ab\b)"
)
_NO_ANTIBODY = re.compile(r"\s?inhibitor|[- ]naive| exposure")
_PANEL = 3  # so many targets in one sentence that names a test are a panel, with or without "anti"
_TESTED = re.compile(
    r"antibod|blot|panel|(?:immuno|line |dot )assay|elisa|serolog|immunoprecip|\bana\b|positiv|negativ"
)
_SEPARATOR = re.compile(
    r"(?:\([\w\-/ ]{2,9}\)|type \d\b|[\s,/&;()\-:+]|\b(?:and|or|nor|as well as|including|such as|"
    r"namely|like|plus|with|both|the|other|e\.g\.|of|to|i?gg|i?gm|i?ga|auto|anti|antibod(?:y|ies)|"
    r"autoantibod(?:y|ies)|abs?|protein|54|"
    r"anti-?bodies|test(?:s|ing)?|titers?|titres?|levels?|type|pattern|serology|screen(?:ing)?|"
    r"an?|comprehensive|complete|full|commercial|"
    r"factors?|specific|associated|extended|profile|panel|against|for)\b|-ab\b)*"
)
_BEHIND = re.compile(
    rf"{FILLER}(?:(?:on )?(?P<border>borderline|equivocal|indeterminate)|(?P<neg>{NEGATIVE_BEHIND})|"
    rf"{STRENGTH}(?P<pos>{POSITIVE_BEHIND}))(?! (?:control|predictive))"
)
_IN_NOBODY = re.compile(r" (?:in|by) (?:none|neither|nobody|no (?:patient|child|case|girl|boy|one))\b")
_TEST_FOR = re.compile(r" for (?!all\b|any\b|other\b|the (?:rest|other|remain)|myositis|auto-?antibod|antibod)")
# "anti-CCP, blood smear and viral serologies were unremarkable": what else stands in the list shares the result.
_LIST_TAIL = re.compile(
    rf"(?:\s?\([\w\- ]{{1,12}}\)|\))?(?:,(?: and)? [\w/\- ]{{2,40}}){{0,6}},? (?:and|or) [\w/\- "
    rf"]{{2,40}}?(?: (?:were|was)| ?[-:]) (?:all |both |also )?(?:(?P<neg>{NEGATIVE_BEHIND})|(?P<pos>positive))"
)
_BORDER_AHEAD = re.compile(r"\b(?:borderline|equivocal|indeterminate)\b")
_ADJACENT = re.compile(rf"[\s(]*(?:\b(?:for|of|the|serum|anti|an?|any|{ADJECTIVES})\b|[\s-])*")
_BRACKET = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(
    r";|\b(?:but|while|whereas|although|though|however|yet)\b|,? and (?:one|another|the other|the "
    r"second|she|he|it)\b|\. |, (?:who|which) |, (?=with (?!the exception))"
)
_DISEASE = re.compile(
    r"[\s\-]*(?:positive[ -])?(?:antibod(?:y|ies)[ -](?:positive |associated |related |mediated )?)"
    r"?(?:associated |related |immune-mediated |autoimmune |necroti[sz]ing |seropositive |juvenile |"
    r"\w+-)*(?:myopath\w*|myositis|imnm|inm|nam|dermatomyositis|syndrome|disease|encephalitis|"
    r"vasculitis)\b"
)
_TITRE = re.compile(
    r"[\s,:(=]*(?:positive|pos|titers?|titres?|at|of|a|with|dilution|in|was|were|the|\(|,|>|"
    r"antibod(?:y|ies)|"
    r"by (?:indirect )?(?:immunofluorescence|iif|ifa|ifi)\b|on hep-?2 cells|found|detected|present|"
    r"measured|elevated|(?:speckled|homogen\w+|nucleolar|cytoplasmic|centromere|granular|nuclear|fine|dense)|pattern|\s)*"
    r"(?P<titre>[<>≥]?\s?1\s?[:/]\s?(?:\d{1,3},\d{3}|\d{2,6})(?!\d))"
)
_UNTESTED = re.compile(
    r"[\s)\-:=(]*(?:antibod(?:y|ies)\s)?(?:(?:was|were|is|has|have|had) )?(?:not (?:been )?(?:done|tested|performed|"
    r"available|measured|assessed|determined|checked|examined|sent|requested|known|reported|evaluated|applicable)|unknown|"
    r"unavailable|missing|(?:n/a|na|nd|nt|nr|n\.d\.|n\.a\.)(?=[\s),;.]|$))"
)
_PENDING = re.compile(
    r"\b(?:should|must|pending|awaited|was sent|were sent|was requested|were requested|to test for|"
    r"screening for|tested for|testing for|was performed|were performed|is recommended|rule out|to "
    r"exclude|search for|would)\b"
)


@dataclass(frozen=True, slots=True)
class _Name:
    """An antibody name at the characters ``[start, end)`` of the passage."""

    name: str
    start: int
    end: int
    head: bool


def find_antibodies(sentence: Sentence) -> Iterator[Found]:
    """The antibody results of a sentence."""
    if sentence.passage.kind == "cell" and (none := denies_all(sentence)):
        panel = _Name("myositis-specific antibodies", none[0], none[1], False)
        yield _found(sentence, panel, "negative", "antibody.none", none[2])
        return
    names = _names(sentence)
    if not names:
        yield from _seronegative(sentence)
        return
    floor = sentence.first
    told_again = _told_again(sentence, names)
    for group in _lists(sentence, names):
        opened = opening(sentence.between(sentence.first, group[0].start))
        outcomes = list(_results(sentence, group, floor, opened))
        if A_BOUND.match(sentence.between(group[-1].end, min(group[-1].end + 60, sentence.last))) or excludes_itself(
            sentence, [(name.name, result) for name, result, *_ in outcomes]
        ):
            outcomes = []
        shares = dealt(sentence, group[-1].end) if outcomes else []
        for one in shares:
            yield from (_found(sentence, name, one.result, "antibody.dealt", None, one) for name in group)
        for name, result, rule, cue in outcomes if not shares else ():
            if result == "negative" and (
                name in told_again or (name.name in PANELS and _negative_for(sentence, name, names))
            ):
                continue
            yield _found(sentence, name, result, rule, cue)
        floor = group[-1].end if opened else floor


def _told_again(sentence: Sentence, names: list[_Name]) -> list[_Name]:
    """The names of a list that an exception takes up: ``The blot (Mi-2, SRP, Ro52) was negative but for SRP``."""
    exceptions = [match.end() for match in EXCEPT.finditer(sentence.lowered) if match.group() != "but"]
    if not exceptions:
        return []
    place = sentence.first + exceptions[-1]
    later = {name.name for name in names if name.start >= place}
    return [name for name in names if name.start < place and name.name in later]


# "The line blot was negative for SRP, Jo-1 and Mi-2": of these, and nothing is said of the others on the blot.
_NEGATIVE_FOR = re.compile(
    r"\)?(?: by [\w -]{3,30}| at (?:that|the) time| (?:of|in) (?:the |our |this )?\w+)?,? "
    r"(?:was|were|had been|tested|came back|proved|remained)"
    r"(?: also| again| entirely)? negative for (?:anti-|antibodies (?:to|against) )?"
)


def _negative_for(sentence: Sentence, panel: _Name, names: list[_Name]) -> bool:
    """Whether a panel is only the test that was negative for several antibodies, which are named behind it."""
    match = _NEGATIVE_FOR.match(sentence.lowered, panel.end - sentence.first)
    behind = [name for name in names if name.start > panel.end and name.name not in PANELS]
    return match is not None and len(behind) > 1 and behind[0].start - sentence.first <= match.end()


def _seronegative(sentence: Sentence) -> Iterator[Found]:
    """``seronegative necrotising myopathy`` of a patient or in a title: no myositis-specific antibody."""
    match = _SERONEGATIVE.search(sentence.lowered)
    if match and (sentence.refers or sentence.passage.kind in ("title", "caption")):
        first = sentence.first + match.start()
        name = _Name("myositis-specific antibodies", first, sentence.first + match.end(), False)
        yield _found(sentence, name, "negative", SERONEGATIVE, match.group())


# What a test said, alone in its cell: a row "Mi-2" that it answers is a row of antibodies.
_ANSWER = re.compile(
    r"[\s:]*(?:strongly |weakly )?(?:positive|negative|pos\.?|neg\.?|borderline|(?:not |un)detected|[+-]{1,3})"
    r"(?: ?\([^()]{0,30}\))?[\s.]*",
    re.IGNORECASE,
)


# "Cardiac involvement, described in anti-SRP, was absent": of the disease.
_DESCRIBED_IN = re.compile(
    r"\b(?:described|reported|known|typical|common|frequent|usual|rare) (?:in|with|of|for) (?:the )?$"
)

# "as against 36 in those without anti-HMGCR", "unlike anti-SRP positive patients": others, told apart by the antibody.
_OF_THOSE = re.compile(
    r"\b(?:those|patients|children|adults|cases|girls|boys|individuals|subjects|sera|people) "
    r"(?:without|lacking|negative for|who (?:lack(?:ed)?|did not have)) (?:the |any )?$"
)
_SUCH_PATIENTS = re.compile(
    r"[\s-]*(?:antibod(?:y|ies)[\s-]*)?(?:seropositive|positive|negative|\+|\(\+\))[ ]"
    r"(?:adult |pa?ediatric |juvenile |imnm )?(?:patients|children|adults|cases|girls|boys|individuals|subjects|"
    r"groups?|cohorts?|series)\b"
    r"(?! ?\(| (?:number|no)\b|,? (?:namely|that is|i\.e\.|including)|:)"
)

_TOLD = re.compile(r" (?:was|were|remained|tested|became|turned) (?:\w+ )?(?:positive|negative|borderline)\b")


def _names(sentence: Sentence) -> list[_Name]:
    """The accepted names: bare targets only with "anti" before, "antibody" behind, or in a list with such a one."""
    hits = [hit for hit in sentence.hits if hit.term.kind == "antibody"]
    if not hits:
        return []
    headed = (
        sentence.passage.kind == "cell"
        and _SEROLOGY_HEAD.search(sentence.passage.clean.text[: sentence.passage.head]) is not None
    )
    headed = headed or (len(hits) >= _PANEL and _TESTED.search(sentence.lowered) is not None)
    answered = sentence.passage.kind == "cell" and _ANSWER.fullmatch(
        sentence.between(max(sentence.first, sentence.passage.head), sentence.last)
    )
    spans = [(hit, *sentence.chars(hit)) for hit in hits]
    proven = [
        _prefixed(sentence, start, end, hit.term.sense)
        or hit.term.sense in ("name", "sure")
        or headed
        or (end <= sentence.passage.head and _IGG.match(sentence.between(end, sentence.passage.head)) is not None)
        or (answered and hit.term.sense != "weak" and end <= sentence.passage.head)
        for hit, start, end in spans
    ]
    if not all(proven) and of_antibodies(sentence):
        proven = [sure or end <= sentence.passage.head for sure, (_, _, end) in zip(proven, spans, strict=True)]
    asked = sentence.passage.kind == "prose" and any(hit.term.kind == "antibody" for hit in sentence.earlier)
    if asked or any(proven):  # "ANA was negative, but Ro52 was weakly positive": a target of which a result is told
        told = [_TOLD.match(sentence.between(end, min(end + 40, sentence.last))) for _, _, end in spans]
        weak = [hit.term.sense == "weak" for hit, _, _ in spans]
        proven = [
            sure or (result is not None and not faint) for sure, result, faint in zip(proven, told, weak, strict=True)
        ]
    for order in (range(len(spans)), reversed(range(len(spans)))):
        for index in order:
            proven[index] = proven[index] or any(
                0 <= other < len(spans)
                and proven[other]
                and _neighbours(sentence, spans[min(index, other)][2], spans[max(index, other)][1])
                for other in (index - 1, index + 1)
            )
    found = []
    for (hit, start, end), fine in zip(spans, proven, strict=True):
        if fine and not _NO_ANTIBODY.match(sentence.between(end, min(end + 12, sentence.last))):
            anti = _ANTI.search(sentence.between(max(sentence.first, start - 40), start))
            first = start - len(anti.group()) if anti else start
            ahead = sentence.between(max(sentence.first, first - 60), first)
            if _of_others(sentence, ahead, end):
                continue
            if hit.term.name == "myositis-associated antibodies" and (half := HALF.search(ahead)):
                place = first - len(ahead)
                found.append(_Name("myositis-specific antibodies", place + half.start(), place + half.end(), False))
            found.append(
                _Name(hit.term.name, first, end, end <= sentence.passage.head and sentence.passage.kind == "cell")
            )
    return _without_echoes(sentence, found)


def _of_others(sentence: Sentence, ahead: str, end: int) -> bool:
    """Whether a name between the words ``ahead`` and its ``end`` tells who others are, or what was not looked for."""
    if _DESCRIBED_IN.search(ahead[-30:]) or LEFT_OUT.search(ahead):
        return True
    if sentence.passage.kind == "cell":
        return False
    behind = sentence.between(end, min(end + 50, sentence.last))
    return _OF_THOSE.search(ahead) is not None or _SUCH_PATIENTS.match(behind) is not None


def _without_echoes(sentence: Sentence, names: list[_Name]) -> list[_Name]:
    """The names, each once: ``antinuclear antibody ANA`` is one, and it ends where its abbreviation ends."""
    kept: list[_Name] = []
    for name in names:
        if kept and _echo(sentence, kept[-1], name):
            if name.name == kept[-1].name:
                kept[-1] = replace(kept[-1], end=name.end)
        else:
            kept.append(name)
    return kept


def _echo(sentence: Sentence, before: _Name, name: _Name) -> bool:
    """The abbreviation in brackets behind its long form, or the "autoantibodies" that belongs to the target ahead."""
    words = sentence.between(before.end, name.start).strip()
    return (name.name == before.name and words in ("(", "[", ") (", "")) or (
        name.name in PANELS and words == "" and name.start > before.end
    )


def _prefixed(sentence: Sentence, start: int, end: int, sense: str) -> bool:
    """Whether "anti" stands ahead of a target or "antibody" behind it; "positive" proves only what is no stain too."""
    before = sentence.between(max(sentence.first, start - 60), start)
    behind = sentence.between(end, min(end + 40, sentence.last))
    if ON_TEST.search(before):
        return True
    return bool(_ANTI.search(before) or (_SURE_BODY if sense == "weak" else _BODY).match(behind))


def _neighbours(sentence: Sentence, left: int, right: int) -> bool:
    words = sentence.between(left, right)
    return (
        len(words) <= 30
        and re.fullmatch(
            r"[\s,/&()\-]*(?:\b(?:and|or|nor|as well as|anti|auto|antibod(?:y|ies)|abs?)\b[\s,/&()\-]*)*", words
        )
        is not None
    )


def _lists(sentence: Sentence, names: list[_Name]) -> Iterator[list[_Name]]:
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


def _told_apart(sentence: Sentence, left: _Name, right: _Name, names: list[_Name]) -> bool:
    """Whether a name has its result ahead and the list behind its semicolon has one of its own."""
    ahead = _ahead(sentence, left, sentence.first)
    if ahead is None or ahead[0] == "negative":
        return False
    last = right
    for name in names[names.index(right) + 1 :]:
        words = sentence.between(last.end, name.start)
        if ";" in words or not _SEPARATOR.fullmatch(words):
            break
        last = name
    return _behind(sentence, last) is not None


def _opened(sentence: Sentence, names: list[_Name]) -> _Name | None:
    """The last name of a list that an opening governs ("Apart from anti-Ro52, ..."), where more names follow it."""
    if not opening(sentence.between(sentence.first, names[0].start)):
        return None
    separators = [sentence.between(left.end, right.start) for left, right in pairwise(names)]
    run = list(takewhile(_SEPARATOR.fullmatch, separators))
    last = closing(run, [name.name in PANELS for name in names[1 : len(run) + 1]])
    return None if last is None else names[last]


Outcome = tuple[_Name, Result, str, str | None]


def _results(sentence: Sentence, group: list[_Name], floor: int, opened: re.Match[str] | None) -> Iterator[Outcome]:
    """The result of each name of a list: by the word behind it, by the word ahead of it, or by what is said of it."""
    legend = by_legend(sentence) if group[-1].head else None
    inner = [legend or _attached(sentence, name) for name in group]
    taken_out = opened and opened["except"] and excepted(sentence.between(group[-1].end, sentence.last))
    band = of_band(sentence.between(group[-1].end, min(group[-1].end + 160, sentence.last)))
    behind = taken_out or band or _behind(sentence, group[-1])
    ahead = _ahead(sentence, group[0], floor)
    adjacent = ahead is not None and ahead[2]
    if (
        ahead is not None
        and adjacent
        and ahead[0] == "negative"
        and re.match(r"not$|none\b|no\b|neither|nor|without|absence|lack", ahead[1])
    ):
        behind = None
    place = sentence.passage.head if group[-1].head else group[-1].end  # a cell answers its head: "(ELISA): ND"
    untested = _UNTESTED.match(sentence.between(place, min(place + 60, sentence.last)))
    for index, name in enumerate(group):
        own = inner[index]
        if name.head and is_level(sentence):
            if level := result_of_level(sentence, sentence.passage.clean.text[name.start : name.end]):
                yield name, level[0], "antibody.behind", level[1]
        elif own is not None:
            yield name, own[0], "antibody.attached", own[1]
        elif _UNTESTED.match(sentence.between(name.end, min(name.end + 60, sentence.last))) or untested:
            continue
        elif behind is not None and not (adjacent and index == 0 and len(group) > 1):
            yield name, behind[0], "antibody.behind", behind[1]
        elif ahead is not None:
            yield name, ahead[0], "antibody.ahead", ahead[1]
        elif (implied := _implied(sentence, group[index:])) is not None:
            yield name, implied, "antibody.implied", None


def _attached(sentence: Sentence, name: _Name) -> tuple[Result, str] | None:
    """``anti-SRP-positive``, ``ANA (+)``, ``RF: negative``, ``ANA 1:320``: said of this one name of the list."""
    words = sentence.between(name.end, min(name.end + 40, sentence.last))
    if sentence.passage.kind == "cell" and re.match(r"[\s:]{0,2}\(?-\)?\s?(?:[,;/]|$)", words):
        return "negative", "-"
    match = re.match(
        r"[\s\-]*(?:antibod(?:y|ies)|abs?\b)?[\s\-]*(?:[(:=]|-)?\s?(?:(?:strongly|weakly|highly) )"
        r"?(?:(?P<pos>positive|pos\b|(?:by (?:ifa|iif|elisa|ifi) )?[1-4]\s?\+(?![\w])|"
        r"\+{1,3}(?:ve)?(?![\w]|/-)|yes\b)|(?P<neg>negative|neg\b|-ve\b|-\)|no\b)"
        r"|(?P<border>borderline|\+/-|±))(?! (?:for|control))",
        words,
    )
    if match and (match["pos"] or match["neg"] or match["border"]):
        result: Result = "positive" if match["pos"] else "negative" if match["neg"] else "borderline"
        return result, match.group().strip()
    titre = _TITRE.match(words)
    if titre is None:
        return None
    place = name.end + titre.end()
    behind = sentence.between(place, min(place + 90, sentence.last))
    return result_of_titre(titre["titre"].replace(" ", ""), behind, sentence.document.text)


def _behind(sentence: Sentence, name: _Name) -> tuple[Result, str] | None:
    match = _BEHIND.match(without_aside(sentence.between(name.end, min(name.end + 160, sentence.last))))
    told = match and next(match.start(kind) for kind in ("border", "neg", "pos") if match[kind])
    if match and opens_next(match.string[:told], match.string[match.end() :]):
        return None
    if match and name.name in PANELS and _TEST_FOR.match(match.string, match.end()):
        return None  # "The myositis panel was negative for anti-Ku": the test, and what it was about
    if match is None:
        tail = _LIST_TAIL.match(sentence.between(name.end, min(name.end + 200, sentence.last)))
        if tail:
            return ("negative", tail["neg"]) if tail["neg"] else ("positive", tail["pos"])
        return _by_value(sentence, name)
    if (
        match["pos"]
        and match["pos"].startswith(("found", "high", "reveal", "show", "demonstr"))
        and not re.search(r"\b(?:was|were|been|is|are)\b|:", match.group())
    ):
        return None
    if match["pos"] and re.search(r"\bnot\b|\bno\b", match.group()):
        return "negative", match.group().strip()
    if match["border"]:
        return "borderline", match["border"]
    if match["pos"] and _IN_NOBODY.match(match.string, match.end()):
        return "negative", match["pos"]
    if match["neg"] == "not":
        return of_not(sentence.between(sentence.first, name.start)), "not"
    return ("negative", match["neg"]) if match["neg"] else ("positive", match["pos"])


_TO_LEVEL = FILLER.removesuffix(")*?") + r"|\b(?:with|an?|gave|reached|chemiluminescen\w+|immunoassay|value)\b|>)*?"
_SAID_OF_LEVEL = re.compile(
    r"\s?[(,;-]{1,2} ?(?P<said>negative|positive|borderline|normal|elevated|high)(?= ?(?:[).,;]|$))"
)
_LEVEL = re.compile(r"(?:anti-?)?(?P<target>[\w-]{2,12})\b.*?\d ?(?P<unit>(?:units?|[acri]?u)(?:/m?l)?)$")


@lru_cache(maxsize=256)  # a text is asked for the same words by every antibody of the sentence
def _cut_off(text: str, words: str) -> float | None:
    """The cut-off that the article tells elsewhere for the antibody and unit of ``anti-hmgcr was 120 u/ml``."""
    level = _LEVEL.fullmatch(words)
    if level is None:
        return None
    target, unit = re.escape(level["target"]), re.escape(level["unit"])
    told = re.search(
        rf"\b{target}\b[^.\n]{{0,40}}?\b(?:positive|cut-?off|normal|negative|threshold)\b"
        rf"(?: (?:values?|if|at|of|is|was|when|above|below))*[:,]? ?[<>≥≤]? ?(\d+(?:\.\d+)?) ?{unit}\b",
        text.lower(),
    )
    return float(told[1]) if told else None


def _by_value(sentence: Sentence, name: _Name) -> tuple[Result, str] | None:
    """A level with its normal range, ``anti-HMGCR 120 U/mL (normal <20)``, or with a cut-off that is told elsewhere."""
    number = next((item for item in sentence.quantities if name.end <= item.start <= name.end + 60), None)
    if (
        number is None
        or number.value is None
        or not re.fullmatch(_TO_LEVEL, sentence.between(name.end, number.start).rstrip("<>≤≥ "))
    ):
        return None
    text = sentence.passage.clean.text
    printed = text[number.start : number.end]
    behind = text[number.end : min(number.end + 50, sentence.last)].lower()
    if said := _SAID_OF_LEVEL.match(behind):
        word = said["said"]
        return (
            "positive" if word[0] == "p" or word[0] in "eh" else "borderline" if word[0] == "b" else "negative"
        ), printed
    bound = number.ref_high if number.ref_high is not None else bound_in(behind)
    if bound is None:
        bound = _cut_off(sentence.document.text, text[name.start : number.end].lower())
    if bound is None:
        return None
    above = number.value > bound or (number.value == bound and number.comparator == ">")
    return ("positive" if above and number.comparator != "<" else "negative"), printed


def _ahead(sentence: Sentence, name: _Name, floor: int) -> tuple[Result, str, bool] | None:
    """The nearest cue in the clause ahead of the list, turned by ``except``; True where it is adjacent."""
    words = _BRACKET.sub(lambda match: " " * len(match.group()), sentence.between(floor, name.start))
    cuts = [match.end() for match in _CLAUSE.finditer(words) if not EXCEPT.fullmatch(match.group())]
    clause = words[max(cuts, default=0) :]
    if nothing := NOTHING_ON.search(clause):
        return "negative", nothing.group().strip(), False
    patterns: tuple[tuple[re.Pattern[str], Result], ...] = (
        (NEGATIVE_AHEAD, "negative"),
        (POSITIVE_AHEAD, "positive"),
        (_BORDER_AHEAD, "borderline"),
    )
    used = {place for match in OF_TEST.finditer(clause) for place in range(*match.span())} if "with" in clause else ()
    candidates = [
        (m.end(), m.start(), result)
        for pattern, result in patterns
        for m in pattern.finditer(clause)
        if m.group() != "with" or m.start() not in used
    ]
    if not candidates:
        return None
    end, start, result = max(candidates)
    outer = next(
        (
            item
            for item in sorted(candidates, reverse=True)
            if item[2] == "negative"
            and (0 <= start - item[0] <= 12 or (item[0] < start and OF_NOBODY.fullmatch(clause[item[0] : start])))
        ),
        None,
    )
    if outer is not None and result == "positive":
        start, result = outer[1], "negative"
    gap = clause[end:]
    if EXCEPT.search(clause[start:]):
        result = "positive" if result == "negative" else "negative"
    if _PENDING.search(gap) or (len(gap) > 90 and result == "positive"):
        return None
    if cuts and clause.startswith("with ") and start == 0:
        return (
            result,
            "with",
            False,
        )  # "ANA was positive, with anti-SRP and anti-Ku negative": what stands behind goes first
    return result, clause[start:end], _ADJACENT.fullmatch(gap) is not None


def _implied(sentence: Sentence, group: list[_Name]) -> Result | None:
    """A patient of whom the antibody is simply said: ``her anti-SRP myopathy``, or a cell that names it."""
    if sentence.passage.kind == "cell":
        return "positive" if group[0].name not in PANELS else None
    behind = sentence.between(group[-1].end, min(group[-1].end + 60, sentence.last))
    return (
        "positive"
        if _DISEASE.match(behind) and (sentence.refers or sentence.passage.kind in ("title", "caption"))
        else None
    )


def _found(
    sentence: Sentence, name: _Name, result: Result, rule: str, cue: str | None, one: Dealt | None = None
) -> Found:
    """The find of a result; ``one`` of those to whom results are dealt out has it where it is named."""
    behind = _TITRE.match(sentence.between(name.end, min(name.end + 50, sentence.last)))
    titre = behind["titre"].replace(" ", "") if behind else None
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
