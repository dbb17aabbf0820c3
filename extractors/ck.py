"""Total creatine kinase: ``CPK, 7 350 U/L [normal range, 25-170]``. CK-MB, CK-MM and macro-CK are other analytes."""

from collections.abc import Iterator

from extractors.measurements import is_cytokeratin, measured, value_of
from extractors.reading import Found, Sentence
from schemas.mention import CkMention
from schemas.values import CkValue

NAME = "CK"


def find_ck(sentence: Sentence) -> Iterator[Found]:
    """The creatine kinase values of a sentence."""
    for item in measured(sentence):
        if item.analyte == NAME and not (item.quantity.unit is None and is_cytokeratin(sentence)):
            mention = CkMention(level=item.level, cue=sentence.cue, value=value_of(sentence, item, CkValue, "ck"))
            yield Found(mention, sentence, item.quantity.start, item.quantity.end)
