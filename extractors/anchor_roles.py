"""What somebody named in prose is besides a patient told of: compared with, an occasion, a relative who decides."""

import re

from extractors.anchors import Anchor
from extractors.citations import cited_reference
from extractors.others_patients import ARGUING, is_ours, newcomer
from extractors.reading import Sentence

# "In contrast with Patient 1, CK was normal" tells of the one whose story it is.
_COMPARED = re.compile(
    r"\b(?:in contrast (?:to|with)|in comparison (?:to|with)|compared (?:to|with)|as opposed to|unlike|different from|"
    r"(?:similar(?:ly)?|identical|comparable|superimposable|analogous|equivalent) (?:to|with|on)|"
    r"as(?: \w+)? in|same (?:\w+ ){1,3}as|like|than(?: in)?)\s+"
    r"(?:the\s+|our\s+|(?:that|those) (?:of|in)\s+(?:the\s+|our\s+)?)?$"
)
# "When her brother was diagnosed, CK was 221" goes on with her: the clause tells when.
_MEANWHILE = re.compile(
    r"(?:^|[,;:] |\band |\bbut )(?:when|after|before|while|since|until|once|as|because|although|though|at the time)\s+$"
)
# "Azathioprine was refused by the mother", "as was noticed by her father": they act for the patient.
_ACTS_FOR = re.compile(
    r"\b(?:refus|declin|reject|notic|not|report|observ|accept|deni)ed by $|"
    r"\b(?:administered|given|injected|infused)(?: at home)? by $"
)
_REFUSES = re.compile(
    r" (?:then |both |had |having |however )*(?:denied|refused|declined|rejected|noticed|observed|noted|reported|felt|"
    r"described|thought|said|"
    r"(?:did|would|could) not (?:agree|consent|want|wish|accept|allow|permit|afford))\b"
)  # "but the parents refused it"
# "The elder, who was examined because of his brother's illness, had": no word of the brother's own
_OF_ILLNESS = re.compile(r"(?:'s|s'|') (?:[a-z-]+ )?(?:illness|disease|diagnosis|condition|history|death|symptoms)\b")


def is_somebody(sentence: Sentence, anchor: Anchor) -> bool:
    """``In a 5-year-old boy with falls it should be avoided``: described in an argument, and nobody's patient."""
    if anchor.person is None or sentence.passage.section not in ARGUING:
        return False
    return newcomer(anchor.person) and not is_ours(sentence, anchor.person)


def in_passing(sentence: Sentence, anchor: Anchor) -> bool:
    """Whether the open patient is only compared with somebody, or somebody's illness told as an occasion."""
    before = sentence.lowered[: anchor.start]
    if _COMPARED.search(before) or (anchor.kind == "kin" and _MEANWHILE.search(before)):
        return True
    occasion = anchor.kind in ("kin", "relative", "sibling") and bool(before)
    return occasion and _OF_ILLNESS.match(sentence.lowered, anchor.end) is not None


def is_cited(sentence: Sentence, anchor: Anchor) -> bool:
    """``Unlike the patient of Ito, who received rituximab, she ...``: another's patient, of whom more may be told."""
    return not anchor.pronoun and cited_reference(sentence, anchor.end) is not None


def acts(sentence: Sentence, relative: Anchor) -> bool:
    """Whether a relative decides for the patient, or tells of one."""
    before = sentence.lowered[: relative.start]
    return bool(_ACTS_FOR.search(before) or _REFUSES.match(sentence.lowered, relative.end))
