"""Dates as they are printed: ``12 May 2018``, ``May 12th, 2018``, ``14/02/2019``, ``2019-02-14``, ``April 2012``."""

import re

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|"
    r"Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_WHOLE = (
    rf"{_DAY} (?:of )?{_MONTH},? (?:19|20)\d\d(?!\d)|\d{{1,2}}(?P<sign>[/.-])\d{{1,2}}(?P=sign)(?:19|20)\d\d(?![\d/])|"
    r"(?:19|20)\d\d-\d\d-\d\d(?!\d)"
)
_DATE = re.compile(
    rf"{_WHOLE}|(?P<behind>{_DAY}, ?(?:19|20)\d\d(?![\d,])|(?:19|20)\d\d(?!\d|,\d)|"
    rf"{_DAY}(?=\)|,(?! ?\d{{3}}\b)|;| (?:and|was|it)\b))",
    re.IGNORECASE,
)
_MONTH_AHEAD = re.compile(rf"\b(?=[A-Z]){_MONTH} \Z")
_ANY = re.compile(rf"(?:\b(?:on|dated) )?(?:{_WHOLE}|\b{_MONTH} {_DAY}, ?(?:19|20)\d\d(?![\d,]))", re.IGNORECASE)
_BRIEF = re.compile(rf"(?:\b(?:in|on|by) )?\b{_MONTH}(?: {_DAY}\b)?(?:,? (?:19|20)\d\d)?\b", re.IGNORECASE)
_LONGEST_MONTH = 12  # characters


def date_at(text: str, place: int) -> re.Match[str] | None:
    """The date whose first number stands at a place."""
    date = _DATE.match(text, place)
    if date is None or date["behind"] is None:
        return date
    return date if _MONTH_AHEAD.search(text[max(0, place - _LONGEST_MONTH) : place]) else None


def without_dates(words: str) -> str:
    """The words but for the dates among them."""
    return _ANY.sub(" ", words) if any(map(str.isdigit, words)) else words


def only_dates(words: str) -> bool:
    """Whether nothing but a date stands between two values: ``(November 3), ``, `` in April 2012, ``."""
    rest, dates = _BRIEF.subn(" ", without_dates(words))
    return (dates > 0 or rest != words) and re.fullmatch(r"[\s,;()\[\]]*(?:and)?[\s,;()\[\]]*", rest) is not None
