"""What may stand between the name of the CMAS, or one of its scores, and the next score: anything but another matter.

``The CMAS could not be scored at first; it is now 42`` · ``CMAS at that time was 45``. A number belongs to the scale
that was named last, unless a word between tells of something else, or a noun behind says what is counted.
"""

import re

from extractors.times import NUMBER, UNIT

_MONTH = r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?"
# What is told with its own digits and is no score: times, brackets with the bounds of the scale, numbers of visits.
_ASIDE = re.compile(
    rf"\((?!from\b|initial|previous|baseline|now|later|at |then)[^()]*\)|\[[^\[\]]*\]|"
    rf"(?<![\w/])(?:(?:{NUMBER}) ?-? ?(?:{UNIT})|"
    r"(?:days?|weeks?|months?|years?|visits?|mo|yr|d|w|m) ?[+-]?\d{1,4}|[+-]\d{1,3}|"
    rf"(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},?)?(?: ?(?:19|20)\d\d)?|(?:19|20)\d\d|\d{{1,2}} items)(?![\w/])"
)
# Another measure, another person's matter, or a bound, a change, a mean: none is this patient's score.
_OTHER = re.compile(
    r"\d|\b(?:mmt|manual|strength|power|chaq|c-haq|mrc|vas|visual|pga|dasi?|disease activity|haq|abilit(?:y|ies)|"
    r"grade[ds]?|stage|class|type|age[ds]?|index|test(?:ing|s)?|walk\w*|biops\w+|mri|weigh\w+|height|bmi|muscle|"
    r"dose[ds]?|received|given|treated|administered|patients|children|controls|cases|groups?|"
    r"ranges?|ranging|normal(?: value)? (?:is|being|range)|cut-?offs?|below|under|above|"
    r"over(?! the (?:next|first|following|last|course))|less|greater|more than|between|"
    r"mean|median|average|maneuvers?|manoeuvres?|tasks?|times|scores of|minimum|"
    r"points? (?:gain|improvement|increase|change)|p ?[=<]|versus|vs|not (?:done|performed|recorded|measured|"
    r"available|assessed)\b(?!.*\b(?:it|now|later|then|but)\b))\b|[%±]"
)
# A new clause with a subject of its own: "..., and she walked", "the rash resolved"; "it" is the score.
_CLAUSE = re.compile(
    r"(?:[,;:]|\b(?:and|but|while|whereas|when|as|because|so|although|after|before|until))\s+"
    r"(?:(?:the|a|an|no|our|their|these|this|his|her) "
    r"(?!(?:last|latest|first|lowest|highest|best|worst|final|most recent|"
    r"patients?|boy|girl|child|time|score|value|cmas|end|age|same|girl's|boy's|start|beginning|next|initial|"
    r"(?:[a-z-]+ )?(?:visit|follow|examination|assessment|presentation|admission|diagnosis|discharge|relapse|"
    r"onset|treatment|therapy|flare|nadir|review))\b)|"
    r"(?:we|they)\b)"
)
# "dropped 8 points", "2 points less than before": how much it changed
_CHANGED = re.compile(r"\b(?:gain|lost|los|dropp?|fell|fall|rose|ris|improv|increas|decreas|declin|chang)\w* (?:of )?$")
_POINTS = re.compile(r"\d+(?:\.\d)? points?\b(?! on| in| at)")
_COMPARED = re.compile(r"\d+(?:\.\d)? points? (?:less|more|better|worse|higher|lower|above|below|up|down)\b")
# Behind a bare score: the end, a sign, or a word that is no noun, so that nothing is counted.
_BEHIND = re.compile(
    r"\s?(?:$|[.,;:)\]→/>=-]|(?:points?|pts?)\b|(?:and|or|to|at|after|on|in|by|with|within|from|before|but|while|when|whereas|as|"
    r"for|of|over|during|despite|without|under|then|again|only|now|today|initially|later|until|once|upon|prior|"
    r"respectively|out|if|because|since|thanks|although|which|who|he|she|his|her|followed|through|along|"
    r"together|thereafter|afterwards?|subsequently|the|at|post|pre|(?:two|three|four|five|six|seven|eight|nine|ten|"
    r"eleven|twelve|eighteen|one|a|an|some|several) (?:[a-z]+ )?(?:days?|weeks?|months?|years?)|"
    rf"(?:{NUMBER}) (?:days?|weeks?|months?|years?)|[a-z]+ly|shortly|last|\()(?![a-z])|\()"
)


def leads_on(words: str, *, whole: bool) -> bool:
    """Whether the words ahead of a number leave it a score; ``whole``: its maximum is told with it."""
    told = _ASIDE.sub(" ", words)
    return _OTHER.search(told) is None and (whole or _CLAUSE.search(told) is None)


def is_counting(behind: str) -> bool:
    """Whether the words behind a bare number are a noun that it counts: ``28 tender joints``."""
    return _BEHIND.match(behind) is None


def is_difference(before: str, printed: str) -> bool:
    """Whether a number, ``printed`` with what is behind it, is how much a score changed."""
    return bool(_COMPARED.match(printed) or (_CHANGED.search(before) and _POINTS.match(printed)))
