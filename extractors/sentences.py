"""Where sentences end, in text whose full stops also stand in ``Fig. 1``, ``et al.`` and ``U/L.``"""

import re

from spacy.tokens import Doc

_END = re.compile(r"[.!?][\"')\]]*\s+(?=[\"'(\[]?[A-Z0-9])")
_NO_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Figs?|Dr|Prof|Mr|Mrs|Ms|No|Nos|approx|ca|resp|i\.v|p\.o|s\.c|i\.m|b\.i\.d|t\.i\.d|"
    r"q\.d|o\.d|St|Ref|Refs|incl|max|min|ref|Tab|Inc|Ltd|Co)|(?:^|[\s(])[A-Z]|\b[a-z]\.[a-z])$"
)


def sentence_spans(doc: Doc) -> list[tuple[int, int]]:
    """Token spans ``[start, end)`` of the sentences of a passage."""
    cuts = [
        match.end()
        for match in _END.finditer(doc.text)
        if not _NO_END.search(doc.text[max(0, match.start() - 8) : match.start()])
    ]
    spans, start = [], 0
    boundaries = iter([*cuts, len(doc.text)])
    boundary = next(boundaries)
    for token in doc:
        if token.idx >= boundary:
            spans.append((start, token.i))
            start = token.i
            boundary = next(boundaries)
    if start < len(doc):
        spans.append((start, len(doc)))
    return spans
