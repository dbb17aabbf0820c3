"""The tokenizer: letters, numbers and signs apart, so that ``CK:7350IU/L`` is six tokens and every pattern sees them.

spaCy's English rules are made for prose: they keep ``7,350U``, ``14/52`` and ``mg/kg`` in one piece and know special
cases for white space that broken article text defeats. A flat split has none of that and loses no character.
"""

import re

# "SRPpositive" and "HMGCRantibody" are two words printed without their space.
_TOKEN = re.compile(r"[A-Z]{2,}(?=(?:posi|nega)tive|antibod|myopath)|[^\W\d_]+|\s+|\d+(?:[.,]\d+)*|[^\w\s]|_")


def split(text: str) -> list[str]:
    """Split at every change between letters, digits, signs and white space, which is kept; numbers keep their comma.

    ``"".join(split(text)) == text``
    """
    return _TOKEN.findall(text)


def count(text: str) -> int:
    """How many tokens there are; a single space between two is none."""
    pieces = split(text)
    return len(pieces) - pieces.count(" ")
