"""What the test said of each antibody of a list: behind the list, ahead of it, attached to a name, or by its level."""

import re
from collections.abc import Iterator

from extractors.antibody_bands import of_band
from extractors.antibody_cells import by_legend
from extractors.antibody_default import ALONE, stands_alone
from extractors.antibody_levels import is_level, level_behind, result_of_level
from extractors.antibody_names import PANELS, Name
from extractors.antibody_predicates import as_before, said_behind
from extractors.antibody_scope import (
    EXCEPT,
    all_but,
    excepted,
    of_not,
    opens_next,
    singled_out,
    without_aside,
)
from extractors.antibody_titres import result_of_titre
from extractors.antibody_words import (
    ADJECTIVES,
    FILLER,
    NEGATIVE_AHEAD,
    NEGATIVE_BEHIND,
    NOTHING_ON,
    OF_NOBODY,
    OF_TEST,
    POSITIVE_AHEAD,
    POSITIVE_BEHIND,
    STRENGTH,
)
from extractors.reading import Sentence
from schemas.values import Result

_BEHIND = re.compile(
    rf"{FILLER}(?:(?:on )?(?P<border>borderline|equivocal|indeterminate)|(?P<neg>{NEGATIVE_BEHIND})|"
    rf"{STRENGTH}(?P<pos>{POSITIVE_BEHIND}))(?! (?:control|predictive))"
)
_IN_NOBODY = re.compile(r" (?:in|by) (?:none|neither|nobody|no (?:patient|child|case|girl|boy|one))\b")
# signs behind names in prose: "anti-SRP +++, anti-HMGCR -"
_DASH = re.compile(r"(?: ?antibod(?:y|ies))?(?: ?-|:? -)(?=\s*(?:[.,;)]|$))")
_PLUS = re.compile(r"\w[ (]+\+")
_TEST_FOR = re.compile(r" for (?!all\b|any\b|other\b|the (?:rest|other|remain)|myositis|auto-?antibod|antibod)")
_FOR_NAMED = re.compile(r" for (?:the )?(?:anti-?(?!bod)|antibod(?:y|ies) (?:to|against) )\w")
_NAMED = re.compile(
    r" (?:anti-?)?(?:srp|hmgcr|mi-?2|jo-?1|nxp-?2|tif|mda-?5|sae|ku\b|pm[/-]|pl-?\d|ej\b|oj\b|ro-?\d|ssa|rnp)"
)
# "anti-CCP, blood smear and viral serologies were unremarkable": what else stands in the list shares the result.
_LIST_TAIL = re.compile(
    rf"(?:\s?\([\w\- ]{{1,12}}\)|\))?(?:,(?: and)? [\w/\- ]{{2,40}}){{0,6}},? (?:and|or) "
    rf"(?!(?:his|her|their|she|he|one)\b)[\w/\- ]{{2,40}}?"
    rf"(?: (?:were|was)| ?[-:]) (?:all |both |also )?(?:(?P<neg>{NEGATIVE_BEHIND})|(?P<pos>positive))"
)
_BORDER_AHEAD = re.compile(r"\b(?:borderline|equivocal|indeterminate)\b")
_ADJACENT = re.compile(rf"[\s(]*(?:\b(?:for|of|the|serum|anti|an?|any|{ADJECTIVES})\b|[\s-])*")
# "No autoantibodies were found": the denial is of the subject of the verb.
_NO_SUBJECT = re.compile(r"(?:no|none of)(?: [\w-]+){1,5} (?:was|were|could be|can be|had been|have been) (?:ever )?")
_NOTHING_BUT = re.compile(r"\b(?:nothing|none|no (?:\w+ )?antibod(?:y|ies)) (?:but|except|other than)\b")
_BRACKET = re.compile(r"\([^()]*\)")
_CLAUSE = re.compile(
    r";|\b(?:but|while|whereas|although|though|however|yet)\b|,? and (?:one|another|the other|the "
    r"second|she|he|it)\b|(?<=negative),? and (?:the|her|his|an?) |(?<=positive),? and (?:the|her|his|an?) |"
    r"\. |, (?:who|which) |, (?=with (?!the exception))"
)
_DISEASE = re.compile(
    r"[\s\-]*(?:positive[ -])?(?:antibod(?:y|ies)[ -](?:positive |associated |related |mediated )?)"
    r"?(?:associated |related |immune-mediated |autoimmune |necroti[sz]ing |seropositive |juvenile |"
    r"\w+-)*(?:myopath\w*|myositis|imnm|inm|nam|dermatomyositis|syndrome|disease|encephalitis|"
    r"vasculitis)\b"
)
TITRE = re.compile(
    r"[\s,:(=]*(?:positive|pos|titers?|titres?|at|of|a|with|dilution|in|was|were|the|\(|,|>|"
    r"antibod(?:y|ies)|"
    r"by (?:indirect )?(?:immunofluorescence|iif|ifa|ifi)\b|on hep-?2 cells|found|detected|present|"
    r"measured|elevated|(?:speckled|homogen\w+|nucleolar|cytoplasmic|centromere|granular|nuclear|fine|dense)|pattern|"
    r"\s)*"
    r"(?P<titre>(?:[<>≥]|(?:less|lower) than|below|under)?\s?(?:1\s?[:/]|[x×])\s?(?:\d{1,3},\d{3}|\d{2,6})(?!\d))"
)
_UNTESTED = re.compile(
    r"[\s)\-:=(]*(?:antibod(?:y|ies)\s)?(?:(?:was|were|is|has|have|had) )?(?:not (?:been )?(?:done|tested|performed|"
    r"available|measured|assessed|determined|checked|examined|sent|requested|known|reported|evaluated|applicable)|"
    r"unknown|"
    r"unavailable|missing|(?:n/a|na|nd|nt|nr|n\.d\.|n\.a\.)(?=[\s),;.]|$))"
)
_PENDING = re.compile(
    r"\b(?:should|must|pending|awaited|was sent|were sent|was requested|were requested|to test for|"
    r"screening for|tested for|testing for|was performed|were performed|is recommended|rule out|to "
    r"exclude|search for|would)\b"
)


def printed_titre(match: re.Match[str]) -> str:
    """The titre that ``TITRE`` matched, "less than 1:40" with its sign."""
    return re.sub(r"^(?:(?:less|lower)than|below|under)", "<", match["titre"].replace(" ", ""))


Outcome = tuple[Name, Result, str, str | None]
"""A name with its result, the rule, and the words that told it."""


def results_of(sentence: Sentence, group: list[Name], floor: int, opened: re.Match[str] | None) -> Iterator[Outcome]:
    """The result of each name of a list: by the word behind it, by the word ahead of it, or by what is said of it."""
    legend = by_legend(sentence) if group[-1].head else None
    inner = [legend or _attached(sentence, name) for name in group]
    taken_out = opened and opened["except"] and excepted(sentence.between(group[-1].end, sentence.last))
    behind = taken_out or _of_list(sentence, group, floor)
    ahead = result_ahead(sentence, group[0], floor)
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
            yield name, "positive", implied, None


def _of_list(sentence: Sentence, group: list[Name], floor: int) -> tuple[Result, str] | None:
    """What the words behind a list say of it, or of all the others."""
    rest = sentence.between(group[-1].end, min(group[-1].end + 160, sentence.last))
    panel = group[-1].name in PANELS
    told = singled_out(sentence.between(floor, group[0].start), rest) or (None if panel else of_band(rest))
    return told or result_behind(sentence, group[-1]) or (all_but(rest) if panel else None)


def _attached(sentence: Sentence, name: Name) -> tuple[Result, str] | None:
    """``anti-SRP-positive``, ``ANA (+)``, ``RF: negative``, ``ANA 1:320``: said of this one name of the list."""
    words = sentence.between(name.end, min(name.end + 40, sentence.last))
    if sentence.passage.kind == "cell" and re.match(r"[\s:]{0,2}\(?-\)?\s?(?:[,;/]|$)", words):
        return "negative", "-"
    if _DASH.match(words) and _PLUS.search(sentence.lowered):
        return "negative", "-"
    match = re.match(
        r"[\s\-]*(?:antibod(?:y|ies)|abs?\b)?[\s\-]*(?:[(:=]|-)?\s?(?:(?:strongly|weakly|highly) )"
        r"?(?:(?P<pos>positive|pos\b|(?:by (?:ifa|iif|elisa|ifi) )?[1-4]\s?\+(?![\w])|"
        r"\+{1,3}(?:ve)?(?![\w]|/-)|yes\b)|(?P<neg>negative|neg\b|-ve\b|-\)|no\b)"
        r"|(?P<border>borderline|\+/-|±))(?! (?:for|control))",
        words,
    )
    if match and name.name in PANELS and _NAMED.match(words, match.end()):
        return None  # "Myositis profile: positive SRP"
    if match and (match["pos"] or match["neg"] or match["border"]):
        result: Result = "positive" if match["pos"] else "negative" if match["neg"] else "borderline"
        return result, match.group().strip()
    titre = TITRE.match(words)
    if titre is None:
        return None
    place = name.end + titre.end()
    behind = sentence.between(place, min(place + 90, sentence.last))
    return result_of_titre(printed_titre(titre), behind, sentence.document.text)


def result_behind(sentence: Sentence, name: Name) -> tuple[Result, str] | None:
    """What the words behind a name say, or its level: the result, and the words."""
    match = _BEHIND.match(without_aside(sentence.between(name.end, min(name.end + 160, sentence.last))))
    told = match and next(match.start(kind) for kind in ("border", "neg", "pos") if match[kind])
    if match and (opens_next(match.string[:told], match.string[match.end() :]) or _of_another(name, match)):
        return None
    if match is None:
        tail = _LIST_TAIL.match(sentence.between(name.end, min(name.end + 200, sentence.last)))
        if tail:
            return ("negative", tail["neg"]) if tail["neg"] else ("positive", tail["pos"])
        behind = sentence.between(name.end, min(name.end + 160, sentence.last))
        return level_behind(sentence, name) or said_behind(behind, sentence.lowered)
    if (
        match["pos"]
        and match["pos"].startswith(("found", "high", "reveal", "show", "demonstr", "the ", "seen", "noted", "evident"))
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


def _of_another(name: Name, match: re.Match[str]) -> bool:
    """Whether a result is one of what stands behind it: ``The girl with anti-SRP was negative for anti-Ku``."""
    if name.name not in PANELS:
        return _FOR_NAMED.match(match.string, match.end()) is not None
    return _TEST_FOR.match(match.string, match.end()) is not None or bool(
        match["pos"] and _NAMED.match(match.string, match.end())
    )


def result_ahead(sentence: Sentence, name: Name, floor: int) -> tuple[Result, str, bool] | None:
    """The nearest cue in the clause ahead of the list, turned by ``except``; True where it is adjacent."""
    words = _BRACKET.sub(lambda match: " " * len(match.group()), sentence.between(floor, name.start))
    if taken := as_before(words):
        return *taken, False
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
            and (
                0 <= start - item[0] <= 12
                or (item[0] < start and OF_NOBODY.fullmatch(clause[item[0] : start]))
                or _NO_SUBJECT.fullmatch(clause[item[1] : start])
            )
        ),
        None,
    )
    if outer is not None and result == "positive":
        start, result = outer[1], "negative"
    gap = clause[end:]
    if EXCEPT.search(clause[start:]) and not _NOTHING_BUT.search(clause[start:]):
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


def _implied(sentence: Sentence, group: list[Name]) -> str | None:
    """The rule by which an antibody is there that is simply told of: ``her anti-SRP myopathy``, or a cell names it."""
    if sentence.passage.kind == "cell":
        return "antibody.implied" if group[0].name not in PANELS else None
    behind = sentence.between(group[-1].end, min(group[-1].end + 60, sentence.last))
    if _DISEASE.match(behind) and (sentence.refers or sentence.passage.kind in ("title", "caption")):
        return "antibody.implied"
    return ALONE if stands_alone(sentence, group) else None
