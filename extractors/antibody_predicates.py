"""What a test said of an antibody, found by the build of the sentence where its words are no usual ones.

Behind a list of antibodies stand nouns of tests, phrases that a preposition opens, perhaps an aside, then a verb and
the result: ``Antibodies to Jo-1 in serum and cerebrospinal fluid came back negative``. A result of the list before is
taken up: ``ANA were absent, as were anti-dsDNA``. One of a list is named alone: ``Of A, B and C only C was positive``.
"""

import re

from extractors.gates import Gated
from schemas.values import Result

_STOP = (
    r"(?:was|were|is|are|be|been|being|had|has|have|did|does|do|and|or|but|nor|who|which|that|she|he|it|they|we|not|no|"
    r"negative|positive|normal|absent|became|becoming|remain\w*|prov\w+|turn\w*|show\w*|gave|yielded|return\w*|came|"
    r"result\w*|patients?|boy|girl|child|woman|man|"
    r"anti-?\w*)\b"
)
_PREPOSITION = (
    r"(?:in|on|by|with|using|at|from|after|before|during|throughout|to|against|towards?|within|under|via|for|of|as)"
)
_PHRASE = (
    r"(?: (?:(?:performed|done|obtained|sent|taken|drawn|measured|carried out|available|requested|ordered|collected|"
    r"made|tested|determined) )?"
    rf"{_PREPOSITION}(?: (?!{_STOP})[\w'./%-]+){{1,7}}?"
    r"(?: (?:and|or|and/or) (?:in )?(?:serum|blood|plasma|csf|liquor|cerebrospinal fluid|urine|elisa|immunoblot\w*))?)"
)
_TEST = (
    r"(?: (?:(?:auto-?)?antibod(?:y|ies)|abs?|tests?|testing|titres?|titers?|levels?|results?|serolog\w+|assays?|"
    r"blots?|"
    r"igg|status|values?|concentrations?|reactivity|screen(?:ing)?|measurements?|determinations?|immuno\w+|profile|"
    r"panel))"
)
_ASIDE = r"(?:,(?: (?!negativ|positiv)[\w'./%-]+){1,9},)"
_VERB = (
    r"(?: (?:(?:was|were|is|are|being|had|have|has|been|also|again|all|both|then|later|still|now|only|[a-z]+ly)\b ?)*"
    r"(?:was|were|is|are|being|been|be|became|becoming|remain(?:ed|ing|s)|prov(?:ed|en|ing)(?: to be)?|tested|testing|"
    r"came (?:back|out|up)|coming back|turn(?:ed|ing)(?: out)?(?: to be)?|return(?:ed|ing)|result(?:ed|ing)(?: in)?|"
    r"appeared|stay(?:ed|ing)|gave|giving|show(?:ed|ing)|yield(?:ed|ing)|produc(?:ed|ing)|display(?:ed|ing)|"
    r"read(?:ing)? as|fell|rose|lay|found|led to|went)\b)"
)
_HOW = (
    r"(?: (?:again|also|all|both|still|then|now|only|found|to|be|an?|the|as|reported|considered|judged|rated|"
    r"repeatedly|"
    r"clear|clearly|definite|weak|strong|high|low|initially|[a-z]+ly|with|in)\b)*"
)
_RESULT = (
    r" (?:(?P<border>borderline|equivocal|indeterminate|doubtful|inconclusive|(?:the )?gr[ae]y[ -]zone|"
    r"(?:the )?(?:upper |lower )?limit\b(?: of (?:the )?(?:normal|positivity|detection))?|the (?:cut-?off|threshold))|"
    r"(?P<neg>negativ\w*|absent|undetectable|undetected|normal|unremarkable)|"
    r"(?P<pos>positiv\w*|abnormal|detectable|elevated|raised))\b"
    r"(?! (?:for\b|(?:reaction|result|band|signal|reactivity|positivity)s? (?:for|to|against|at)\b|"
    r"controls?\b|predictive|family|biops|findings? (?:on|in|at)))"
)
_SAID = Gated(rf"[)\]]?{_TEST}{{0,3}}{_PHRASE}{{0,3}}(?:{_ASIDE})?{_VERB}(?: (?:at|within))?{_HOW}{_RESULT}")

# "were each assayed twice, by line blot and by ELISA, with negative results": however far, of nothing else
_IN_THE_END = re.compile(
    r"(?:(?!\banti-\w|\b(?:but|while|whereas|although|however|who|which)\b)[^;.]){0,110}?"
    r"(?:\bwith (?:(?:an?|\w+ly|clear|repeated) ){0,2}(?:(?P<neg>negative|normal|unremarkable)|(?P<pos>positive)) "
    r"(?:results?|findings?|outcomes?)|"
    r",? and (?:was|were|came back|proved|turned out|remained|returned|tested) (?:(?:both|all|also|again|found|to|be|"
    r"\w+ly) ){0,3}(?:(?P<neg2>negative|undetectable|absent)|(?P<pos2>positive)))\b(?! (?:for|in)\b)"
)
# a result in the bracket behind a pattern: "showed cytoplasmic fluorescence (negative, < 1:80)"
_BRACKETED = re.compile(
    rf"{_TEST}{{0,2}} (?:was|were|at|of|show(?:ed|ing)|gave|had|with|reveal(?:ed|ing))(?: (?!anti-?\w|"
    rf"and\b)[\w.:/<>%-]+,?){{1,12}} "
    r"\((?:(?:considered|regarded|reported|i\.e\.|read) (?:as )?)?(?P<said>negative|positive|"
    r"borderline)\b(?! (?:control|for\b))"
)
_AS_WERE = re.compile(
    r"(?P<said>[^.;]*?),? (?:and )?(?:as|so|just as) (?:was|were|did|had been|have been) (?:also |both |all )?"
    r"(?:(?:the|her|his|those) )?(?:(?:results? of|tests? for|antibod(?:y|ies) (?:to|against)) )?$"
)
_DENIED = re.compile(
    r"\b(?:negativ\w*|absent|undetect\w+|normal|unremarkable|non-?reactive|(?:not|never) (?:\w+ )?(?:detected|found|"
    r"present|identified|demonstrated|seen))\b"
)
_AFFIRMED = re.compile(r"\b(?:positiv\w*|detected|found|present|elevated|raised|identified|demonstrated)\b")

_ONLY = re.compile(
    r"[\s)\],:;–-]*(?:(?:antibod(?:y|ies)|tested|measured|the \w+|in (?:her|his|the) \w+|and|but)[\s,]*){0,4}"
    r"(?:only|solely|none but|nothing but)\b(?: (?:for|the|an?|\w+ly|was|were|found|positive|positivity|of|to|antibod"
    r"(?:y|ies)|against|anti)\b)* ?(?:anti-?)?$"
)


def said_behind(behind: str, whole: str) -> tuple[Result, str] | None:
    """The result in the words ``behind`` a list (lower case) of a ``whole`` sentence, and the words that say it."""
    match = _SAID.match_in(behind, whole)
    if match is None:
        bracketed = _BRACKETED.match(behind) if "(" in behind else None
        if bracketed is None:
            return _at_the_end(behind)
        return _result(bracketed["said"]), bracketed["said"]
    if match["border"]:
        return "borderline", match["border"]
    negated = re.search(r"\b(?:not|never|no longer)\b", match.group())
    if match["neg"]:
        return ("positive" if negated else "negative"), match["neg"]
    return ("negative" if negated else "positive"), match["pos"]


def _at_the_end(behind: str) -> tuple[Result, str] | None:
    told = _IN_THE_END.match(behind) if "ive" in behind or "abs" in behind or "unre" in behind else None
    word = told and (told["neg"] or told["pos"] or told["neg2"] or told["pos2"])
    return None if not word else ("positive" if word == "positive" else "negative", word)


def _result(word: str) -> Result:
    return "negative" if word[0] == "n" else "positive" if word[0] == "p" else "borderline"


def as_before(ahead: str) -> tuple[Result, str] | None:
    """The result that the words right ``ahead`` of a list take up: ``were absent, as were``."""
    taken = _AS_WERE.fullmatch(ahead) if " as w" in ahead or " so w" in ahead or " as d" in ahead else None
    if taken is None:
        return None
    told = [(match.start(), "negative", match.group()) for match in _DENIED.finditer(taken["said"])]
    denied = {place + offset for place, _, words in told for offset in range(len(words))}
    told += [
        (match.start(), "positive", match.group())
        for match in _AFFIRMED.finditer(taken["said"])
        if match.start() not in denied
    ]
    if not told:
        return None
    _, result, words = max(told)
    return ("negative" if result == "negative" else "positive"), words


def only_behind(between: str) -> bool:
    """Whether the words ``between`` a list and a name of it make that name the only one: ``(A, B, C), only A``."""
    return _ONLY.fullmatch(between) is not None
