"""Words that a PDF prints again on the same spot, to look bold or as a shadow."""

from collections.abc import Iterable

import numpy as np

from extractors.readers.pdf_place import PdfWord

_SAME_SPOT = 0.2  # of the type's height
_FARTHEST = 20.0  # points: damaged fonts are of any height
_BAND = 8.0  # points


def printed_once(words: list[PdfWord]) -> list[PdfWord]:
    """Words without those that are printed again on the same spot."""
    return _without_repeated(words) if _may_repeat(words) else words


def _may_repeat(words: list[PdfWord]) -> bool:
    """Whether any word may stand on the spot of its like: most pages are done with this question."""
    if len(words) < 2:
        return False
    texts, x0s, y0s, _, _, sizes, *_ = zip(*words, strict=True)
    near = min(_FARTHEST, _SAME_SPOT * max(sizes))
    likes = np.array(list(map(hash, texts)))  # two words of one hash are only looked at in vain
    lefts, tops = np.array(x0s), np.array(y0s)
    down = np.lexsort((tops, likes))
    far = (np.diff(likes[down]) != 0) | ~(np.diff(tops[down]) < near)
    lines = np.concatenate(([0], np.cumsum(far)))  # likes so near in height that one may be another again
    across = np.lexsort((lefts[down], lines))
    return bool(np.any((np.diff(lines[across]) == 0) & (np.diff(lefts[down][across]) < near)))


def _without_repeated(words: Iterable[PdfWord]) -> list[PdfWord]:
    kept: list[PdfWord] = []
    known: dict[str, dict[int, list[tuple[float, float]]]] = {}  # places by the word and the band of the page
    for word in words:
        x0, top = word.x0, word.top
        places = known.setdefault(word.text, {})
        if places:
            near = min(_FARTHEST, _SAME_SPOT * word.size)
            bands = range(int((top - near) // _BAND), int((top + near) // _BAND) + 1)
            if any(abs(x - x0) < near and abs(y - top) < near for band in bands for x, y in places.get(band, ())):
                continue
        places.setdefault(int(top // _BAND), []).append((x0, top))
        kept.append(word)
    return kept
