"""Rows and columns of a table that are members of one family: "Mother", "Elder brother", "Proband"; no "Twin A"."""

import re

_KIN = (
    r"(?:grand)?(?:mother|father)|brother|sister|sibling|twin|aunt|uncle|cousin|son|daughter|niece|nephew|husband|wife"
)
_INDEX = r"(?:proband|proposit(?:us|a)|(?:index )?(?:patient|case|child))"
_WHICH = (
    r"(?:(?:the|his|her|our|half|twin|elder|older|eldest|oldest|younger|youngest|maternal|paternal|healthy|affected|"
    r"unaffected|first|second|third|identical)[ -]){0,3}"
)
_MEMBER = re.compile(
    rf"{_WHICH}(?:(?P<kin>{_KIN})|(?P<index>{_INDEX}))(?: ?\([^()]{{1,40}}\))?\W*$",
    re.IGNORECASE,
)


def kin_of(words: str) -> str | None:
    """What a member of a family is called, ``mother``; "" for the patient whose family it is, None for other words."""
    match = _MEMBER.match(words.strip()[:80])
    return (match["kin"] or "").lower() if match else None


def are_a_family(names: list[str]) -> bool:
    """Whether all of several names are those of one family's members, with one that tells how they are related."""
    kin = [kin_of(name) for name in names]
    return len(kin) > 1 and None not in kin and any(kin)
