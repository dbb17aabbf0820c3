"""Where sentences end, in text whose full stops also stand in ``Fig. 1``, ``et al.`` and ``U/L.``"""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

LONGEST = 3000  # characters; no sentence of an article is longer, what is longer is a list or noise
_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Figs?|Dr|Prof|Mr|Mrs|Ms|No|Nos|approx|ca|resp|i\.v|p\.o|s\.c|i\.m|b\.i\.d|t\.i\.d|"
    r"q\.d|o\.d|St|Ref|Refs|incl|max|min|ref|Tab|Inc|Ltd|Co)|(?:^|[\s(])[A-Z]|\b[a-z]\.[a-z])$"
)


def _short_enough(cuts: list[int], length: int) -> Iterator[int]:
    """The cuts, with more where no sentence ends for long: rules look at one sentence, so their cost stays bounded."""
    before = 0
    for cut in [*cuts, length]:
        yield from range(before + LONGEST, cut, LONGEST)
        if cut < length:
            yield cut
        before = cut


def sentence_spans(doc: Doc, text: str) -> list[tuple[int, int]]:
    """Token spans ``[start, end)`` of the sentences of a passage; ``text`` is the text of ``doc``."""
    cuts = [
        match.end()
        for match in _END.finditer(text)
        if not _NO_END.search(text[max(0, match.start() - 8) : match.start()])
    ]
    cuts = list(_short_enough(cuts, len(text)))
    spans, start = [], 0
    boundaries = iter([*cuts, len(text)])
    boundary = next(boundaries)
    for token in doc:
        if token.idx >= boundary:
            spans.append((start, token.i))
            start = token.i
            boundary = next(boundaries)
    if start < len(doc):
        spans.append((start, len(doc)))
    return spans
