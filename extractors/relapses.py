"""Creatine kinase at a relapse that its own clause does not name: by the heading, or by the sentence beside it.

``First relapse (2014)`` over ``CK had risen to 9,360 U/L`` · ``She relapsed a year later. CK was 4,100 U/L`` ·
``CK had climbed to 3,060 U/L. We regarded this as a flare``.
"""

import re
from collections.abc import Collection

from extractors.phases import only_phase_of
from extractors.reading import Sentence
from schemas.values import CkValue, Phase

_NAME = r"(?:relapses?|flares?(?:[- ]ups?)?|exacerbations?|recurrences?)"
_TOLD = re.compile(
    rf"\b(?:relapsed|flared|deteriorated again|worsened again|"
    rf"(?:weakness|symptoms?|disease|myositis|myalgias?|(?:muscle |thigh |calf )?(?:pains?|aches?|cramps)|complaints|"
    rf"dysphagia|rash|stiffness) (?:(?:had|soon|then|promptly|also) )?"
    rf"(?:recurred|returned(?! to)|reappeared|came back)|"
    rf"{_NAME} (?:(?:have|has|had) )?(?:occurred|came|followed|ensued|developed|"
    rf"was (?:noted|seen|observed))|"
    rf"(?:had|suffered|experienced|developed|presented with|with|there was) (?:(?:an?|another|her|his|the) )?"
    rf"(?:[\w-]+ ){{0,2}}{_NAME}|"
    rf"(?:reports?|accounts?|descriptions?|cases?|examples?|instances?|history|episodes?) of an? (?:[\w-]+ ){{0,2}}"
    rf"{_NAME} "
    rf"(?:after|following|triggered|precipitated|provoked|during|upon|on|related|associated))\b"
)
_DENIED = re.compile(r"\b(?:no|not|never|without|nor|if|should|would|may|might|to prevent|risk of)\b[^,.;]{0,40}$")
_CALLED_SO = re.compile(
    rf"(?:[\w ,]{{0,25}})?\b(?:regarded|considered|interpreted|judged|classified|treated|seen|taken|diagnosed) "
    rf"(?:this |it |these |that )?(?:[\w ]{{0,20}})?as an? (?:[\w-]+ ){{0,3}}{_NAME}\b|"
    rf"this was an? (?:[\w-]+ ){{0,2}}{_NAME}\b"
)
# "CK had climbed to 2,730 U/L; this was regarded as a relapse"
_CALLED_HERE = re.compile(
    rf"(?:[,;] ?|\b(?:and|which) )(?:[\w ]{{0,20}} )?(?:regarded|considered|interpreted|judged|classified|treated|"
    rf"seen|taken|diagnosed) as an? (?:[\w-]+ ){{0,3}}{_NAME}\b|[,;] ?(?:this|it) was an? (?:[\w-]+ ){{0,2}}{_NAME}\b|"
    rf"\band (?:weakness|symptoms|disease|myalgia|dysphagia)[\w ]{{0,20}} (?:recurred|returned|reappeared|came back)\b"
)
_RISE = r"\b(?:rose|risen|rising|rise|increas\w+|climb\w+|went up|gone up|jumped|soared|surged)\b"
_ROSE = re.compile(
    rf"(?:{_RISE}(?:(?! to )[^.;]){{0,40}}?(?:\s(?:to|at|of)\b[^.;,\d]{{0,20}})?"
    r"|\b(?:was|were|had) (?:once )?again(?: elevated| raised| high| increased)?(?: at| to| of)?)\s?$"
)
_ROSE_FROM = re.compile(rf"{_RISE}[^.;,]{{0,12}} from (?:an? )?(?:\w+ )?$")
_FELL = re.compile(
    r"\b(?:fell|fall\w*|decreas\w+|dropp\w+|declin\w+|normali[sz]\w+|improv\w+|came down|reduced|still)\b"
)
_CLAUSES = re.compile(r";|, (?:and|but|while) | and (?=(?:her |his |the )?(?:serum )?(?:ck|cpk|creatine)\b)")
_WHICH = re.compile(rf"\b(?:first|second|third|fourth|fifth|initial|final|last) (?={_NAME})")
_THEN = re.compile(r"\b(?:after|following|since|before|without|treated|given|discharge|last|now)\b[^.;]*$")
_LONGEST_TITLE = 60  # characters
_NEAR = 2  # sentences


# "2.3. Second Relapse." at the beginning of a paragraph, and other numbered titles there
_RUN_IN = re.compile(rf"[\d.() ]*(?:[\w-]+ ){{0,3}}{_NAME}(?: \([^()]{{1,20}}\))?[.:]")
_TITLE = re.compile(r"[a-z][\w-]*(?: [\w-]+){0,5}\.")
_NUMBERED = re.compile(r"\s*\d{1,2}(?:\.\d{1,2}){0,3}[.)]?\s*")
_MOST_NUMBER = 12  # characters of a number ahead of a title
_ARRIVED = re.compile(r"\b(?:presented|admitted|readmitted|presentation|admission|referred)\b")


def opens_part(sentence: Sentence) -> bool:
    """Whether a sentence is a title that stands in the paragraph it opens: that of a relapse, or a numbered one."""
    if sentence.passage.kind != "prose" or sentence.first > _MOST_NUMBER:
        return False
    if sentence.first == 0:
        return _RUN_IN.match(sentence.lowered) is not None
    numbered = _NUMBERED.fullmatch(sentence.passage.clean.text[: sentence.first]) is not None
    return numbered and _TITLE.fullmatch(sentence.lowered.strip()) is not None


def only_arrived(sentence: Sentence, heading: Sentence | None) -> bool:
    """Whether an onset is none: under the title of a relapse "presented" tells of this one."""
    named = heading is not None and re.search(rf"\b{_NAME}\b", heading.lowered[:_LONGEST_TITLE]) is not None
    return named and _ARRIVED.search(sentence.lowered) is not None


def phase_at_relapse(
    sentences: list[Sentence], order: int, heading: int | None, value: CkValue, treated: Collection[int]
) -> Phase | None:
    """The phase of a value in the sentence at ``order``, beside a relapse or under the ``heading`` of one.

    ``treated``: where treatments are told.

    What rose at the relapse had been of the follow-up. A value that its own words put into the follow-up is of a
    relapse only where it rose.
    """
    sentence = sentences[order]
    ahead = sentence.lowered[: max(sentence.text.find(value.printed), 0)]
    clause = _CLAUSES.split(ahead)[-1]
    if _FELL.search(clause):
        return None
    rose = _ROSE.search(clause) is not None or (order not in treated and _beside(ahead.split(";")[-1]))
    if _ROSE_FROM.search(ahead):
        told = value.phase is None and _is_told(sentences, order, heading, ahead, treated, rose=True)
        return "follow_up" if told and any(place <= order for place in treated) else None
    if (value.phase is None or rose) and _is_told(sentences, order, heading, ahead, treated, rose=rose):
        return "relapse"
    return None


def _is_told(
    sentences: list[Sentence], order: int, heading: int | None, ahead: str, treated: Collection[int], *, rose: bool
) -> bool:
    """Whether the sentences around one, or the heading above it, tell of a relapse at which its value was measured."""
    sentence = sentences[order]
    if rose and _CALLED_HERE.search(sentence.lowered, len(ahead)):
        return True
    if rose and order + 1 < len(sentences) and _called_so(sentence, sentences[order + 1]):
        return True
    for earlier in range(order, max(order - _NEAR - 1, -1), -1):
        if sentences[earlier].passage is not sentence.passage:
            break
        if _tells(ahead if earlier == order else sentences[earlier].lowered):
            return rose or not any(earlier <= place <= order for place in treated)
    return heading is not None and _under_heading(sentences[heading].lowered, heading, order, treated, rose=rose)


def _beside(clause: str) -> bool:
    """Whether a relapse is told right ahead of a value: "weakness returned and CK was 5,600 U/L"."""
    return _tells(clause) and not _THEN.search(clause)


def _tells(words: str) -> bool:
    return any(
        not _DENIED.search(words[: match.start()]) and not _DENIED.search(match.group())
        for match in _TOLD.finditer(words)
    )


def _called_so(sentence: Sentence, behind: Sentence) -> bool:
    return behind.passage is sentence.passage and _CALLED_SO.match(behind.lowered) is not None


def _under_heading(words: str, heading: int, order: int, treated: Collection[int], *, rose: bool) -> bool:
    """Whether the heading speaks of a relapse, and the value rose or no treatment is told below it so far."""
    words = _WHICH.sub("", words)
    named = re.search(rf"\b{_NAME}\b", words)
    if named is None or _DENIED.search(words[: named.start()]):
        return False
    return rose or (only_phase_of(words) == "relapse" and not any(heading < place <= order for place in treated))
