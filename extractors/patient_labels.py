"""Patients by number or letter: ``Patient 2``, ``Cases 1 and 3``, ``P4``, ``Patient B``."""

import re
from dataclasses import replace

from extractors.anchors import Anchor
from extractors.gates import Gated, gate_of
from extractors.person_words import sex_of

_NUMBERED = "twin|sister|brother|girl|boy|child"
_NUMBERS = r"(?:\d{1,2}|[ivx]{1,4})"
LABEL = Gated(
    rf"\b(?<!\d[ ])(?P<word>cases?|patients?|pts?\.?|subjects?|siblings?|(?<!the )(?:{_NUMBERED})|individuals?|"
    r"proband)[ ]"
    rf"(?:(?:no|number|nr)\.?[ ]?|#[ ]?)?"
    rf"(?P<numbers>{_NUMBERS}(?!\w)(?:(?:[ ]?(?:,|and|&|-|to)[ ]?)+{_NUMBERS}(?![\w%.]*\d))*)"
    rf"(?![\w/%]|[.,]\d|[ ]?(?:years?|patients?|cases?|months?|of[ ]\d{{1,3}}(?![,.]?\d)|mg|u/l|iu/l|"
    rf"[ca]?u\b|units?\b|points?\b))"
    rf"|(?<![\w-])p(?P<short>[1-9]|1[0-2])(?![\w/])(?=[ '),:;.]|$)"
)
_LETTER = re.compile(
    rf"\b(?i:(?P<word>case|patient|subject|sibling|individual|{_NUMBERED})s?) "
    r"(?P<letters>[A-H](?:(?:, | and | & )[A-H])*)(?![\w'-])"
)
LETTERED = gate_of(rf"\b(?:case|patient|subject|sibling|individual|{_NUMBERED})s? [a-h]")


def letters_in(printed: str) -> list[Anchor]:
    """``Case A``, ``Patients B and C``: letters are labels only as capitals."""
    return [
        Anchor(
            "label",
            match.start(),
            match.end(),
            tuple(ord(x) - 64 for x in re.findall(r"\b[A-H]\b", match["letters"])),
            sex=sex_of(match["word"].lower()),
        )
        for match in _LETTER.finditer(printed)
    ]


def labels_in(text: str) -> list[Anchor]:
    """The labels with numbers in a sentence in lower case."""
    found = []
    for match in LABEL.finditer(text):
        numbers = (match["short"],) if match["short"] else tuple(_expand(match["numbers"]))
        labels = tuple(label for label in (_label_number(str(number)) for number in numbers) if label)
        if labels:
            sex = sex_of((match["word"] or "").removesuffix("s"))
            found.append(Anchor("label", match.start(), match.end(), labels, sex=sex))
    return found


def _expand(printed: str) -> list[str]:
    """``1, 2 and 4`` -> 1 2 4; ``1-3`` -> 1 2 3."""
    run = re.fullmatch(r"(\d{1,2})[ ]?(?:-|to)[ ]?(\d{1,2})", printed)
    if run and int(run[1]) < int(run[2]) <= int(run[1]) + 20:
        return [str(number) for number in range(int(run[1]), int(run[2]) + 1)]
    return re.findall(r"\d{1,2}|[ivx]{1,4}", printed)


def _label_number(printed: str) -> int | None:
    romans = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")
    if printed.isdigit():
        return int(printed)
    return romans.index(printed) + 1 if printed in romans else None


_AND = re.compile(r" ?(?:,|,? and|,? or|&) ?")


def coordinated(anchors: list[Anchor], text: str) -> list[Anchor]:
    """``P1, P2 and P4``, ``Patient 1 and Patient 3``: labels in a row name a group of several."""
    joined: list[Anchor] = []
    for anchor in anchors:
        before = joined[-1] if joined else anchor
        row = before is not anchor and before.kind == anchor.kind == "label"
        if row and _AND.fullmatch(text, before.end, anchor.start):
            labels = tuple(dict.fromkeys((*before.labels, *anchor.labels)))
            joined[-1] = replace(before, end=anchor.end, labels=labels)
        else:
            joined.append(anchor)
    return joined
