"""The other enzymes and inflammation markers: aldolase, LDH, ALT, AST, ESR, CRP, troponin, CK-MB, ferritin."""

from collections.abc import Iterator

from extractors.lexicon import analytes
from extractors.measurements import Measured, measured
from extractors.reading import Found, Sentence
from schemas.mention import LabMention
from schemas.values import LabValue


def find_labs(sentence: Sentence) -> Iterator[Found]:
    """The laboratory values of a sentence, total creatine kinase left out."""
    for item in measured(sentence):
        if analytes()[item.analyte]["kind"] == "lab":
            yield _found(sentence, item)


def _found(sentence: Sentence, item: Measured) -> Found:
    number = item.quantity
    codes = analytes()[item.analyte]
    value = LabValue(
        analyte=item.analyte,
        printed=sentence.passage.clean.text[number.start : number.end],
        evidence=sentence.evidence(number.start, number.end),
        rule=f"lab.{item.rule}",
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
    return Found(LabMention(level=item.level, cue=sentence.cue, value=value), sentence, number.start, number.end)
