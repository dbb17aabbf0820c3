"""Whether an article is a review, which has no patients of its own: whoever it tells of is a patient of others."""

import re
from collections.abc import Iterable

from extractors.gates import Gated
from extractors.reading import Sentence

_KIND = r"(?:(?:systematic|narrative|scoping|mini|short|brief|critical|literature|invited|state-of-the-art)[ -]?)*"
_HEADED = re.compile(rf"{_KIND}review(?: article)?s?\W*$")
# "In this narrative review we retrace", "We searched Medline", "and review here what they say"
_SAYS_SO = re.compile(
    rf"\b(?:(?:in|the aim of) this {_KIND}review\b|this {_KIND}review (?:summari[sz]es|discusses|covers|describes|aims|"
    r"focuses|gathers|collects|considers|examines)\b|we (?:systematically )?searched (?:medline|pubmed|embase|scopus|"
    r"the (?:[a-z]+ )?literature)|\bwe review here\b|\band review here\b)"
)
_OWN = Gated(
    r"\b(?:we|here|herein|authors) (?:also |now |here )?(?:report|describe|present)(?:ed)?\b"
    r"(?! (?:what|how|an overview|a review|the (?:main|current|evidence|literature|available)))|"
    r"\b(?:our|present|index) (?:own )?"
    r"(?:patients?|cases?|child|girl|boy|series|cohort|centre|center|hospital|department|unit|clinic)\b|"
    r"\bwe (?:saw|treated|admitted|followed)\b|\bcase report:|\binformed consent\b"
)
_CASE_IN_TITLE = re.compile(
    r"\b(?:an?|one|two|three|new|own|our|illustrative|additional|further) (?:[a-z]+ )?cases?\b|"
    r"\bcase (?:report|series)\b"
)
_OWN_ROW = re.compile(
    r"\b(?:our|this|the present|present|current|index) (?:report|study|case|patient|paper|article)\b|\bours\b"
)
_FRONT = 60  # sentences in which a review says that it is one


def is_review(sentences: Iterable[Sentence]) -> bool:
    """Whether the article says that it reviews what others published, and tells of no patient of its own."""
    says_so = False
    for order, sentence in enumerate(sentences):
        passage, text = sentence.passage, sentence.lowered
        if passage.section in ("case", "references", "back"):
            if passage.section == "case":
                return False
            continue
        if (not says_so and order >= _FRONT) or (passage.kind == "title" and _CASE_IN_TITLE.search(text)):
            return False
        if "review" in text or "search" in text:
            says_so = says_so or _HEADED.match(text) is not None or _SAYS_SO.search(text) is not None
        if _OWN.search(text) or (passage.kind == "cell" and _OWN_ROW.search(text)):
            return False
    return says_so
