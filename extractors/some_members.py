"""Statements of some members of a group, whom nobody names: ``three of the children received``, ``in two of them``."""

import re

from extractors.gates import Gated

_SOME = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|\d{1,3}|some|most|several|many|half|few|a few|others?)"
_SOME_BARE = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|some|most|several|half|a few|others)"
_SOME_OF = rf"{_SOME} of (?:the |our |these |those |them\b|\w+ (?:patients|children|cases|girls|boys))"
_SOME_MEMBERS = (
    rf"{_SOME} (?:(?:other|pa?ediatric|adult|female|male|affected|remaining) )?(?:patients?|children|"
    rf"cases?|girls?|boys?|individuals|of them)"
)
_IN_SOME = Gated(
    rf"[^,;.]{{0,40}}?\b(?:in|of|for|to) (?:only )?(?:{_SOME_OF}|{_SOME_MEMBERS}|{_SOME_BARE}(?=[,.;)]|$|"
    rf" and\b(?! a half)| but\b| while\b))|[^,;.]{{0,40}}?\b"
    rf"(?:occurred|seen|noted|observed|recorded|needed|required|necessary) in (?:only )?\d{{1,2}}(?=[.;]|$)"
)
_SOME_HAD = Gated(
    rf"(?:^|[,;:(] ?|\band |\bwhile |\bbut |\bof these,? )(?:only )?(?:{_SOME_OF}|{_SOME_MEMBERS}|"
    rf"{_SOME}(?= (?:had|were|received|has|have|also|did)\b)|(?:one|1|another|each|none)(?= was\b)|"
    rf"in (?:all )?(?:the )?(?:others\b|rest\b(?! of)|remaining (?:patients|children|cases|girls|boys)\b))"
    rf"[^,;:]{{0,60}}$"
)


# "In two of the children, carnitine had been given": said at the beginning of all that follows in the sentence.
_IN_SOME_AHEAD = Gated(rf"(?:^|[;:] )in (?:only )?(?:{_SOME_OF}|{_SOME_MEMBERS}),? [^;]*$")
# "methotrexate and, in 2 patients, rituximab": said of what follows next
_IN_SOME_BESIDE = Gated(
    rf"\b(?:and|plus|or),? in (?:only )?(?:{_SOME_OF}|{_SOME_MEMBERS}|{_SOME_BARE}),? (?:[\w-]+ ){{0,2}}$"
)
_ASIDE = re.compile(r" ?\([^()]{1,60}\)")  # "IVIG (2 g/kg, monthly) was used in five patients"


def some_only(text: str, start: int, end: int) -> str | None:
    """The words that make the words at ``[start, end)`` a statement of some members of a group that are not named."""
    near = text[max(0, start - 110) : start]
    ahead = (
        _SOME_HAD.search_in(near, text)
        or _IN_SOME_AHEAD.search_in(text[:start], text)
        or _IN_SOME_BESIDE.search_in(near, text)
    )
    if ahead and not _LABELS.search(ahead.string, max(0, (place := _counted_at(ahead)) - 40), place):
        return ahead.group().strip(" ,;:(")
    behind = _IN_SOME.match_in(_ASIDE.sub("", text[end : end + 130])[:90], text)
    return behind.group().strip() if behind else None


# "Patients 1 and 3 received methotrexate": 3 is no count.
_LABELS = re.compile(
    r"\b(?:patients?|cases?|subjects?|children|girls|boys|siblings|individuals|p) ?(?:no\.? ?|# ?)?"
    r"\d{1,3}(?:,? and|,|,? &| or|-) ?\d{1,3}$|\b(?:patient|case|child|girl|boy|sibling) ?\d{1,3}$"
)


def _counted_at(ahead: re.Match[str]) -> int:
    """Where the number at the beginning of such words ends; their own beginning where they begin with none."""
    number = re.search(r"\d{1,3}\b", ahead.group())
    return ahead.start() + number.end() if number else ahead.start()
