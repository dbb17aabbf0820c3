"""Total creatine kinase: ``CPK, 7 350 U/L [normal range, 25-170]``. CK-MB, CK-MM and macro-CK are other analytes."""

from collections.abc import Iterator

from extractors.lexicon import analytes
from extractors.measurements import Measured, is_cytokeratin, measured
from extractors.reading import Found, Sentence
from schemas.mention import CkMention
from schemas.values import CkValue

NAME = "CK"


def find_ck(sentence: Sentence) -> Iterator[Found]:
    """The creatine kinase values of a sentence."""
    for item in measured(sentence):
        if item.analyte == NAME and not (item.quantity.unit is None and is_cytokeratin(sentence)):
            yield _found(sentence, item)


def _found(sentence: Sentence, item: Measured) -> Found:
    number = item.quantity
    codes = analytes()[NAME]
    value = CkValue(
        printed=sentence.passage.clean.text[number.start : number.end],
        evidence=sentence.evidence(number.start, number.end),
        rule=f"ck.{item.rule}",
        value=number.value,
        low=number.low,
        high=number.high,
        comparator=number.comparator,
        unit=number.unit,
        ref_low=number.ref_low,
        ref_high=number.ref_high,
        phase=item.phase,
        loinc=codes["loinc"] or None,
        ucum=codes["ucum"] or None,
    )
    return Found(CkMention(level=item.level, cue=sentence.cue, value=value), sentence, number.start, number.end)
