"""The tokenizer: letters, numbers and signs apart, so that ``CK:7350IU/L`` is six tokens and every pattern sees them.

spaCy's English rules are made for prose: they keep ``7,350U``, ``14/52`` and ``mg/kg`` in one piece and know special
cases for white space that broken article text defeats. A flat split has none of that and loses no character.
"""

import re

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

# "SRPpositive" and "HMGCRantibody" are two words printed without their space.
_TOKEN = re.compile(r"[A-Z]{2,}(?=(?:posi|nega)tive|antibod|myopath)|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]|_|\s+")


class FlatTokenizer:
    """Splits at every change between letters, digits and signs; numbers keep their inner comma and point."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """Tokenize ``text``; ``doc.text == text`` but for white space at the start, which callers strip."""
        words: list[str] = []
        spaces: list[bool] = []
        for match in _TOKEN.finditer(text):
            piece = match.group()
            if piece == " " and words and not spaces[-1]:
                spaces[-1] = True
            else:
                words.append(piece)
                spaces.append(False)
        return Doc(self.vocab, words=words, spaces=spaces)


def blank_pipeline() -> Language:
    """A blank English pipeline with the flat tokenizer: no model, nothing to download."""
    nlp = spacy.blank("en")
    nlp.tokenizer = FlatTokenizer(nlp.vocab)
    nlp.max_length = 100_000_000
    return nlp
