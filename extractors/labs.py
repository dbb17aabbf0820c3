"""The other enzymes and inflammation markers: aldolase, LDH, ALT, AST, ESR, CRP, troponin, CK-MB, ferritin."""

from collections.abc import Iterator
from functools import partial

from extractors.lexicon import analytes
from extractors.measurements import measured, value_of
from extractors.reading import Found, Sentence
from schemas.mention import LabMention
from schemas.values import LabValue


def find_labs(sentence: Sentence) -> Iterator[Found]:
    """The laboratory values of a sentence, total creatine kinase left out."""
    for item in measured(sentence):
        if analytes()[item.analyte]["kind"] == "lab":
            value = value_of(sentence, item, partial(LabValue, analyte=item.analyte), "lab")
            mention = LabMention(level=item.level, cue=sentence.cue, value=value)
            yield Found(mention, sentence, item.quantity.start, item.quantity.end)
