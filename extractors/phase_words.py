"""Which of two values of one sentence the words between them are of: ``was 9,310 U/L and peaked at 12,400 U/L``."""

import re

_MOVES = (
    r"(?:peak\w*|maximum|maximal|highest|rose|risen|rising|reach\w+|climb\w+|increas\w+|jump\w+|soar\w+|fell|fall\w*|"
    r"dropp\w+|declin\w+|decreas\w+|normali[sz]\w+|came down|went (?:up|down)|return\w+)"
)
# Up to the next value stand the words that lead to it.
_TO_THE_NEXT = re.compile(
    rf"(?:[,;] ?|\b(?:and|with|to|but|then|before|until|which|that|as|while)\b)[\w ]{{0,30}}?\b{_MOVES}\b"
    rf"[\w ]{{0,30}}[<>~]?\s?$|(?:[,;] ?|\b)(?:(?:and|with|to|but|then|before) )?{_MOVES}[\w% ]{{0,20}}[<>~]?\s?$"
)
_ITS_PEAK = re.compile(
    r"[^,;.]{0,12}?\b(?:at|on) (?:its|the|her|his|their) (?:peak|maximum|highest|worst)\b(?! (?:of|value))"
)
_AT_ITS_PEAK = re.compile(
    r"^[^,;.]{0,12}?\b(?:at|on) (?:its|the|her|his|their) (?:peak|maximum|highest|worst|zenith)\b(?: level)?|"
    r"^[^,;.\w]{0,4}\((?:the |its )?(?:peak|maximum|max\.?|highest)(?: value)?\)"
)


def of_the_value_before(words: str, *, before_another: bool) -> str:
    """The words behind a value that are of it, of all up to the next one: no word that leads there."""
    if not before_another:
        return words
    if own := _ITS_PEAK.match(words):
        return own.group()
    match = _TO_THE_NEXT.search(words)
    return words[: match.start()] if match else words


def of_the_value_behind(words: str) -> str:
    """The words between two values that are of the second one."""
    return _AT_ITS_PEAK.sub("", words, count=1)
