"""Whether the words of a page are words at all: fonts without a Unicode map print well and decode to rubbish."""

import re
from itertools import islice
from math import ceil

from extractors.readers.pdf_place import PdfWord

_VOWELS = re.compile("[aeiouyàáâäãåæèéêëìíîïòóôöõøùúûüýAEIOUYÀÁÂÄÃÅÆÈÉÊËÌÍÎÏÒÓÔÖÕØÙÚÛÜÝ]")
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]{4,30}")
_STRANGE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f\ue000-\uf8ff\ufffd]")
_STRANGE_SHARE = 0.2
_LEAST_WORDS = 20
_VOWEL_SHARE = 0.6


def is_readable(words: list[PdfWord]) -> bool:
    """Whether the words are language, as far as they are Latin; a page without words is fine."""
    text = " ".join(word.text for word in words)
    if not text:
        return True
    if len(_STRANGE.findall(text)) > _STRANGE_SHARE * len(text):
        return False
    latin = _LATIN_WORD.findall(text)
    if len(latin) < _LEAST_WORDS:
        return True
    least = ceil(_VOWEL_SHARE * len(latin))
    return len(list(islice(filter(_VOWELS.search, latin), least))) == least  # no word is asked once so many have one
