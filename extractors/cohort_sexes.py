"""The sexes of a group: ``three girls and two boys``, ``five children, four of them girls``, ``a ratio of 2:1``."""

import re
from collections.abc import Iterator
from itertools import chain

from extractors.cohort_findings import finding
from extractors.cohort_sizes import COUNT, MEMBERS, number_of
from extractors.gates import Gated
from extractors.printed_numbers import NUMBER, parse_number
from extractors.reading import Found, Sentence

_RATIO = Gated(
    rf"\b(?:females?|girls?|wom[ae]n)[ ]?(?:/|:|-to-|-|to )[ ]?(?:males?|boys?|m[ae]n)\)?(?:[ ]ratio)?"
    rf"(?:(?:[ ]?(?:of|was|is|=|:|,))*[ "
    rf"]?(?P<value>{NUMBER})(?![.,\d]* ?/ ?\d)[ ]?(?::[ ]?(?P<to>{NUMBER}))?|"
    rf"[^.;\d]{{0,60}}?(?P<value1>{NUMBER})[ ]?(?::|to)[ ]?1\b"
    rf"|[^.;]{{0,60}}?\b(?:was|is)[ ](?P<value2>{NUMBER})[ ]?(?::|to)[ ]?1\b)"
)
_ITS_RATIO = Gated(
    rf"\b(?:females?|girls|wom[ae]n)\b[^.;:]{{0,60}}?\bratio(?:,? (?:of|was|is|"
    rf"being))? ?(?P<value>{NUMBER}) ?(?::|to) ?1\b"
    rf"|\bsex ratio(?:,? (?:of|was|is))? (?P<value1>{NUMBER}) ?(?::|to) ?1 (?:in favou?r of|for) "
    rf"(?:the )?(?:girls|females|women)"
    rf"|\bf(?:/| ?: ?|-to-)m(?: ratio)?(?: of| was| is|,|:| =)? ?(?P<value2>{NUMBER}) ?(?::|to) ?1\b"
)
_MALE_FIRST = Gated(
    rf"\b(?:(?:males?|boys|men)[ ]?(?:/|:|-to-|-|to )[ ]?(?:females?|girls|women)|m(?:/| ?: ?|-to-)f)\)?(?: ratio)?"
    rf"(?: of| was| is|,|:| =)? ?\(?(?P<males>{NUMBER}) ?(?::|to) ?(?P<females>{NUMBER})"
)
_TWICE_AS_MANY = Gated(
    r"\b(?P<times>twice|three times|four times|five times) as many (?:girls|females|women) as (?:boys|males|men)\b"
)
_OUTNUMBERED = Gated(
    rf"\b(?:females|girls|women)\b[^.;\d]{{0,30}}?\boutnumber(?:ed)?\b"
    rf"[^.;\d]{{0,30}}?(?P<value>{NUMBER}) ?(?::|to) ?1\b"
)
_TIMES = {"twice": 2.0, "three times": 3.0, "four times": 4.0, "five times": 5.0}
_TIMES_AS_OFTEN = Gated(
    rf"\b(?:females?|girls|women)\b[^.;\d]{{0,50}}?(?P<value>{NUMBER})[ ]times (?:as|more)\b[^.;\d]{{0,30}}?\b"
    rf"(?:than|as)\s(?:males?|boys|men)\b"
)
_IN_BRACKETS = Gated(
    rf"(?<![\w/-])(?P<n>{COUNT})(?: (?:[\w-]+ ){{0,3}}?{MEMBERS}| \w+)?(?: (?:with|"
    rf"of) (?!\d)[\w-]+(?: (?!\d)[\w-]+){{0,3}})?"
    rf"(?: were (?:included|identified|found|enrolled|studied|reviewed|reported|seen))? \((?:including |"
    rf"only )?(?P<x>{COUNT})(?: of (?:them|whom|these))? "
    rf"(?P<first>girls?|females?|women|boys?|males?|men)(?=[);]|[,;] (?:median|mean|age)|, with\b)"
)
_SEXES = Gated(
    rf"(?<![\w/-])(?P<x>{COUNT}) (?:were )?(?P<first>girls?|females?|women|boys?|males?|men)(?:,? and |, ?|"
    rf"/)(?P<y>{COUNT}) "
    rf"(?:were )?"
    rf"(?P<second>girls?|females?|women|boys?|males?|men)\b"
)
_BY_LETTERS = Gated(
    r"(?<![\w.,/-])(?:(?P<f>\d{1,3}) ?f ?(?:[/,:;]|and) ?(?P<m>\d{1,3}) ?m\b|(?P<m2>\d{1,3}) ?m ?(?:[/,:;]|and) ?"
    r"(?P<f2>\d{1,3}) ?f\b|(?:f|females?|women|girls) ?/ ?(?:m|males?|men|"
    r"boys)\)?[ :,=]{1,2}(?P<f3>\d{1,3}) ?/ ?(?P<m3>\d{1,3})|(?:\bm|\bmales?|\bmen|boys) ?/ ?(?:f|females?|women|"
    r"girls)\)?[ :,=]{1,2}(?P<m4>\d{1,3}) ?/ ?(?P<f4>\d{1,3}))(?![\w.]*\d)"
)
_MORE_OF_ONE = Gated(
    r"\b(?:(?P<girls>girls|females|women) outnumbered (?:the )?(?:boys|males|men)|(?:boys|males|"
    r"men) outnumbered (?:the )?"
    r"(?:girls|females|women)|more (?P<more>girls|females|women) than (?:boys|males|men)|more (?:boys|males|men) than "
    r"(?:girls|females|women))[ ,]{1,2}\(?(?P<x>\d{1,4}) (?:vs\.?|versus|to|against|and) (?P<y>\d{1,4})\b(?! ?:)"
)
_OF_THEM = Gated(
    rf"\b(?P<n>{COUNT}) (?:[\w-]+ ){{0,3}}?{MEMBERS}(?: with [\w-]+(?: [\w-]+)?)?,? "
    rf"(?:(?P<x>{COUNT}) (?:of (?:them|whom)|being)(?: were)?|including (?P<among>{COUNT})) "
    rf"(?P<first>girls?|females?|women|boys?|males?|men)\b"
)


def find_ratios(sentence: Sentence, text: str) -> Iterator[Found]:
    """The ratio of girls to boys, however it is told."""
    for match in _RATIO.finditer(text):
        value = parse_number(match["value"] or match["value1"] or match["value2"]) / (
            parse_number(match["to"]) if match["to"] else 1
        )
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=round(value, 3))
    for match in _ITS_RATIO.finditer(text) if _RATIO.search(text) is None else ():
        value = parse_number(match["value"] or match["value1"] or match["value2"])
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=value)
    for match in _MALE_FIRST.finditer(text):
        if males := parse_number(match["males"]):
            value = round(parse_number(match["females"]) / males, 3)
            yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=value)
    for match in _TWICE_AS_MANY.finditer(text):
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=_TIMES[match["times"]])
    for match in (*_TIMES_AS_OFTEN.finditer(text), *_OUTNUMBERED.finditer(text)):
        yield finding(sentence, match, "sex_ratio_female_male", "ratio", "ratio", value=parse_number(match["value"]))


def find_sexes(sentence: Sentence, text: str) -> Iterator[Found]:
    """``three girls and two boys``, ``five children, four of them girls``; one alone is a person."""
    for match in chain(_SEXES.finditer(text), _OF_THEM.finditer(text), _IN_BRACKETS.finditer(text)):
        told = match.groupdict()
        count, other = number_of(told["x"] or told["among"]), told.get("y")
        n = count + number_of(other) if other else number_of(told["n"])
        sexes = [_sex(told["first"]), *([_sex(told["second"])] if other else [])]
        if count > n or len(set(sexes)) < len(sexes):
            continue
        for sex, value in zip(sexes, (count, n - count), strict=False):
            if value > 1 or (other and value == 1):
                yield finding(sentence, match, sex, "count", "sexes", value=value, n=n)


def find_sexes_in_short(sentence: Sentence, text: str) -> Iterator[Found]:
    """``9 F/6 M``, ``girls outnumbered boys (23 vs 9)``."""
    for match in _BY_LETTERS.finditer(text):
        females = next(float(match[key]) for key in ("f", "f2", "f3", "f4") if match[key])
        males = next(float(match[key]) for key in ("m", "m2", "m3", "m4") if match[key])
        yield from _both(sentence, match, females, males)
    for match in _MORE_OF_ONE.finditer(text):
        more, fewer = float(match["x"]), float(match["y"])
        girls = match["girls"] or match["more"]
        if more > fewer > 1:
            yield from _both(sentence, match, more if girls else fewer, fewer if girls else more)


def _both(sentence: Sentence, match: re.Match[str], females: float, males: float) -> Iterator[Found]:
    n = females + males
    if n > 2:
        yield finding(sentence, match, "sex_female", "count", "sexes", value=females, n=n)
        yield finding(sentence, match, "sex_male", "count", "sexes", value=males, n=n)


def _sex(word: str) -> str:
    return "sex_female" if word.startswith(("girl", "female", "women")) else "sex_male"
