"""Where sentences end, in text whose full stops also stand in ``Fig. 1``, ``et al.`` and ``U/L.``"""

import itertools
import re

from extractors.tokens import split

LONGEST = 3000  # characters; no sentence of an article is longer, what is longer is a list or noise
_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Figs?|Dr|Prof|Mr|Mrs|Ms|No|Nos|approx|ca|resp|i\.v|p\.o|s\.c|i\.m|b\.i\.d|t\.i\.d|"
    r"q\.d|o\.d|St|Ref|Refs|incl|max|(?<!/)min|ref|Tab|Inc|Ltd|Co)|(?:^|[\s(])[A-Z]|\b[a-z]\.[a-z])$"
)

_LETTERED = re.compile(r"\b(?i:patient|case|child|twin|sibling|subject|girl|boy)s? [A-H]$")  # no initial
# "2 mg/kg/d p.o. Methotrexate (15 mg/m2 s.c.) was added": behind a route a subject with its verb begins anew.
_ROUTE = re.compile(r"\b(?:i\.v|p\.o|s\.c|i\.m)$")
_SUBJECT = re.compile(
    r"(?:[A-Z][a-z]{3,}(?: \([^()]{1,60}\))? (?:was|were|had) |(?:She|He|The|In|From|After|Her|His|It) )"
)


def _short_enough(text: str, cuts: list[int]) -> list[int]:
    """The cuts, with more where no sentence ends for long: rules look at one sentence, so their cost stays bounded."""
    wanted: list[int] = []
    before = 0
    for cut in [*cuts, len(text)]:
        wanted += range(before + LONGEST, cut, LONGEST)
        wanted += [cut] if cut < len(text) else []
        before = cut
    begins = itertools.accumulate(map(len, split(text)), initial=0)
    places = [begin for begin in begins if begin < len(text) and not _merged(text, begin)]
    kept: list[int] = []
    boundaries = iter([*wanted, len(text)])
    boundary = next(boundaries)
    for place in places:
        if place >= boundary:
            kept.append(place)
            boundary = next(boundaries)
    return kept


def _merged(text: str, place: int) -> bool:
    """Whether the single space between two tokens stands here: it belongs to the token before it."""
    return (
        place > 0 and text[place] == " " and not text[place - 1].isspace() and not text[place + 1 : place + 2].isspace()
    )


def sentence_spans(text: str, *, whole: bool = False) -> list[tuple[int, int]]:
    """The sentences of a passage as characters ``[start, end)``, without the single space behind each.

    ``whole``: the passage is one sentence.
    """
    cuts = (
        []
        if whole
        else [
            match.end()
            for match in _END.finditer(text)
            if not _NO_END.search(before := text[max(0, match.start() - 12) : match.start()])
            or _LETTERED.search(before)
            or (_ROUTE.search(before) and _SUBJECT.match(text, match.end()))
        ]
    )
    if any(right - left > LONGEST for left, right in itertools.pairwise([0, *cuts, len(text)])):
        cuts = _short_enough(text, cuts)
    return [
        (start, end - 1 if _merged(text, end - 1) else end) for start, end in itertools.pairwise([0, *cuts, len(text)])
    ]
