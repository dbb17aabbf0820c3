"""How one value came to be: its words, rule and line of the vocabulary, what was made of the print, whose it is."""

from schemas.base import Frozen
from schemas.record import Versions
from schemas.values import Evidence


class VocabularyLine(Frozen):
    """A line of a vocabulary table whose alias stands in the words: ``file``, ``line`` (from 1), what it ``means``."""

    file: str
    line: int
    alias: str
    means: str


class Explanation(Frozen):
    """One value of a record, explained as far as the record tells; more where the article's file was at hand.

    ``path`` names the value as it can be asked for again ("Patient 1.ck[0]"). ``words`` are its places, ``context`` the
    sentence or the cell with its heads (None without the file). ``reads`` is the sentence on the ``rule``.
    ``denied_by`` are the words that deny the value, or that make it nobody's.
    """

    article: str
    path: str
    value: str
    printed: str
    words: tuple[Evidence, ...]
    context: str | None
    rule: str | None
    reads: str | None
    vocabulary: tuple[VocabularyLine, ...]
    normalisation: tuple[str, ...]
    denied_by: str | None
    whose: str
    linked_by: str
    versions: Versions
