"""What authors conclude at the end of a paragraph that told a patient's story: ``Early IVIG deserves a trial``.

An abstract of one paragraph goes from the story to its lesson without a word. From the end backwards such sentences
name no patient, tell nothing that happened, no amount, and nothing that goes on with somebody's treatment.
"""

from extractors.context import has_past, tells_now, under_way
from extractors.gates import Gated
from extractors.reading import Sentence

_CLAIM = Gated(
    r"\b(?:is|are|has|have|does|do|can|may|might|should|must|remains?|requires?|allows?|"
    r"(?:seems?|appears?)(?! to (?:have|be [a-z]+ed\b))|"
    r"improves?|adds?|offers?|provides?|prevents?|avoids?|reduces?|helps?|deserves?|merits?|warrants?|"
    r"results in|"
    r"plays?|makes?|means?|supports?|believe|recommend|propose|suggests?|think|know|causes?|represents?|targets?|"
    r"responds?|tends?|carr(?:y|ies)|mimics?|includes?|occurs?|depends?|proves?|shows?|indicates?|illustrates?)\b"
)
_AMOUNT = Gated(r"\d ?(?:%|mg|g|µg|iu|u|ui|ml|years?|months?|weeks?|days?|kg|[×x])(?![a-z])|\d/\d")
# "Methotrexate is continued", "IVIG has been stopped": of the patient, although nobody is named.
_GOES_ON = Gated(
    r"\b(?:continu\w+|ongoing|maintain\w*|maintenance|taper\w*|stopp?\w*|discontinu\w+|wean\w*|withdr[ae]w\w*|ceas\w+|"
    r"follow-?up|remission|to date|so far|relaps\w*|since|still|pending|awaited|planned|scheduled|under way|resum\w+|"
    r"her|his|she|he|our|(?:is|are|remains?|become|becomes|stays?)(?: \w+ly| all| both)? (?:positive|negative|"
    r"detectable|"
    r"undetectable|normal|elevated|given|administered|taken|treated)|"
    r"ha(?:s|ve) (?:not |never )?(?:\w+ly )?been (?:added|reduced|increased|introduced|given|started|administered|"
    r"lowered|replaced|switched|changed|needed|required|necessary)|"
    r"current|present|examination|laboratory|biopsy|mri|family)\b"
)
_STRONG = Gated(r"\b(?:gave|took|came|led|made|went|felt|lost|died|got|arose|left|brought|kept|chose|saw|began)\b")
_MANY = Gated(r"\b(?:patients|children|adults|cases|individuals|subjects|women|men|clinicians|physicians)\b(?!['’]s)")
_MISSED = Gated(
    r"\b(?:might|could|would) (?:not )?have (?:been )?(?:prevented|avoided|improved|helped|spared|led|shortened|"
    r"reduced|changed|allowed|benefi\w+|saved|limited|altered)\b"
)


def close(sentences: list[Sentence]) -> None:
    """Give the closing sentences of a paragraph of prose, judged already, to the disease."""
    told = [sentence.refers and has_past(sentence.lowered) for sentence in sentences]
    for index in reversed(range(1, len(sentences))):
        sentence = sentences[index]
        if sentence.refers or not any(told[:index]):
            return
        if sentence.level == "patient":
            if not _concludes(sentence):
                return
            sentence.level, sentence.cue = "disease", "closing"


def _concludes(sentence: Sentence) -> bool:
    text = sentence.lowered
    if sentence.anchors or _AMOUNT.search(text) or tells_now(text):
        return False
    if _MISSED.search(text) or _MANY.search(text):
        return True
    told = _GOES_ON.search(text) or _STRONG.search(text) or under_way(text) or has_past(text)
    return _CLAIM.search(text) is not None and not told
