"""Total creatine kinase: ``CPK, 7 350 U/L [normal range, 25-170]``. CK-MB, CK-MM and macro-CK are other analytes."""

import re
from collections.abc import Iterator

from extractors.lexicon import analytes
from extractors.measurements import Measured, is_cytokeratin, measured
from extractors.phases import phase_of
from extractors.reading import Found, Sentence
from schemas.mention import CkMention
from schemas.values import CkValue

NAME = "CK"


def find_ck(sentence: Sentence) -> Iterator[Found]:
    """The creatine kinase values of a sentence."""
    found = measured(sentence)
    for item in found or _meant(sentence):
        if item.analyte == NAME and not (item.quantity.unit is None and is_cytokeratin(sentence)):
            yield _found(sentence, item)


# "Only then was CK added. It was 9,400 U/L."
_IT = re.compile(
    r"(?:it|this|the (?:value|level|result)) (?:was|came back (?:as|at)|proved to be|had been|stood at) "
    r"(?:(?:only|already|then|now|still|even|as high as) )*(?=[\d<>~])"
)


def _meant(sentence: Sentence) -> Iterator[Measured]:
    """The value that a pronoun tells, where creatine kinase is what the sentence before named last."""
    named = [hit for hit in sentence.earlier if hit.term.kind == "analyte"]
    match = _IT.match(sentence.lowered) if named and named[-1].term.name == NAME else None
    if match is None or any(hit.term.kind == "analyte" for hit in sentence.hits):
        return
    start = sentence.first + match.end()
    for number in sentence.quantities:
        if number.start <= start < number.end and number.kind == "enzyme":
            yield Measured(NAME, named[-1], number, "it", sentence.level, phase_of(sentence.lowered))


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
