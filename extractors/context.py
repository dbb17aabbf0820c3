"""Whose fact is it: a patient's, a group's, the disease's, another paper's; and is it said or only thought of.

Level comes before link: a recommendation ("could be contemplated"), a criterion ("CK > 10 000 suggests"), a general
truth ("often ranging from") or another study's result never reaches a case. The cue words are ``vocab/cues.tsv``.
"""

import re
from functools import cache

from extractors.gates import Gated
from extractors.lexicon import table
from schemas.mention import Level

# "Referred to our children's hospital" speaks of a place.
_PLURAL = Gated(
    r"\b(?:patients|children|cases|adults|individuals|subjects|girls|boys)\b(?! \d)"
    r"(?!['’]s (?:[a-z]+ )?(?:hospitals?|clinics?|wards?|departments?|cent(?:re|er)s?|units?)\b)"
)
_MANY = Gated(
    r"\b(?:\d{2,}|in the (?:\d|two|three|four|five|six|seven|eight|nine|ten)) (?:[\w-]+ )"
    r"{0,3}?(?:patients|children|cases|adults|subjects|individuals)\b"
)
_QUESTION = re.compile(r"\?\s*$")
_COUNTED = Gated(r"\(n ?= ?\d+\)")
_SHARE = Gated(
    r"\d ?%|\bper ?cent\b|\(n ?= ?\d|\b\d+ ?/ ?\d+ (?:patients|cases)|\bmedian\b|\bmean\b|\baverage\b|\biqr\b"
)
# "Median prednisone dose fell from 0.4 to 0.15 mg/kg": of a group, whoever was told of before.
_AVERAGED = Gated(
    r"^(?:the )?(?:median|mean|average) (?:[\w-]+ ){0,3}?(?:doses?|dosages?|age|cmas|mmt-?8?|ck|cpk|creatine|scores?|"
    r"values?|levels?|follow-up|duration|time|interval|delay)\b"
)
_PRESENT = Gated(
    r"\b(?:has|have|does|do|responds?|affects?|accounts?|predicts?|benefits?|is|are|can|might|"
    r"(?<!\bin )(?<!\bof )(?<!\bby )(?<!since )(?<!until )(?<!early )(?<!late )(?<!\d )may(?! ?\d)|"  # no month
    r"could|should|must|has been|have been|include|includes|remains|remain|tends?|causes?|occurs?|"
    r"shows?|exhibits?|suggests?|indicates?|seems?|appears?|requires?|represents?|targets?|inhibits?|needs?|"
    r"exceeds?|varies|vary|lies?|reach(?:es)?|ranges? (?:from|between)|favou?rs?)\b"
)
_PAST = Gated(
    r"\b(?:was|were|had|did|showed|revealed|demonstrated|received|underwent|became|began|rose|fell|"
    r"disclosed|evinced|(?<!-)(?<!is )(?<!are )(?<!be )(?<!been )[a-z]{3,}(?:ed))\b"
)
# "A CK above 20,000 U/L favours a dystrophy": a criterion, also where a patient's story is told.
_CRITERION = Gated(
    r"^(?:an? |any )(?:serum |total )?(?:ck|cpk|creatine kinase)(?: level| value)?,? "
    r"(?:(?:well |far )?above|over|below|under|exceeding|beyond|(?:greater|higher|lower|more|less) than|>|<|≥|≤|"
    r"superior to|of (?:more|less) than|that exceeds) ?[\d., ]+[^\d.;]{1,60}?\b(?:favou?rs?|suggests?|points?|argues?|"
    r"indicates?|raises?|makes?|speaks?|excludes?|supports?|should|must|would|calls?|warrants?|"
    r"is (?:typical|common|rare|unusual|seen))\b"
)
# "Information on the prognosis of the patient can be had": a patient in the abstract.
_ABSTRACT = Gated(r"\b(?:when (?:a|the) patient|can|may|should|must|might)\b")
# "CK was 31,500 U/L, the highest of the cohort": the patient among the others of the article.
_AMONG_OURS = re.compile(
    r"\b(?:highest|lowest|youngest|oldest|earliest|longest|worst|only|first|last)\b(?: [a-z]+){0,2}? "
    r"(?:of|in|within|from) (?:the|our|this)(?: (?:whole|entire|present))? (?:cohort|series|study)s?\b"
)
_CONCESSION = re.compile(
    r",? (?:although|though|while|albeit|if|as|when|where) (?:it |they |this )?(?:is |are )?(?:\w+ly |often |"
    r"not )?\w+ed\b,?"
)
# "This case illustrates that a triple therapy is not obligatory": what an author makes of a patient.
_LESSON = re.compile(
    r"(?:(?:in (?:summary|conclusion)|thus|therefore|hence|taken together|conclusions?),? ?:? )?"
    r"(?:this|our|the present|these|the) (?:\w+ )?(?:cases?|observations?|reports?|experience|patients?|findings|"
    r"results|"
    r"data|child|family)(?: (?:also|further|clearly|again|well|thus|therefore|of \w+)){0,3} "
    r"(?:illustrates?|suggests?|shows?|highlights?|underlines?|underscores?|demonstrates?|emphasi[sz]es?|indicates?|"
    r"confirms?|supports?|reminds?|teach(?:es)?|argues?|points?|stress(?:es)?|raises?|adds?|expands?)\b"
)
# "Laboratory studies showed": tests of the patient, and no other paper.
_TESTS = re.compile(
    r"\b((?:laborator\w+|blood|serum|sero\w+|immun\w+|imaging|conduction|electro\w+|neuro\w+|physiolog\w+|histo\w+|"
    r"patho\w+|microscop\w+|genetic|molecular|sequencing|function|swallow\w*|sleep|radio\w+|mri|emg|biochemi\w+|"
    r"enzymes?|(?:auto)?antibod\w+|coagulation|metabolic|csf|urin\w+|biops\w+|muscle|cardiac|doppler|ultraso\w+|"
    r"ha?ematolog\w+|thyroid|vir\w+|microbiolog\w+|myositis|nerve|ncv|ncs|x-ray|barium|staining|linkage|segregation|"
    r"family|endocrine|hormon\w+|chemistry) )stud(?:ies|y)\b"
)
_NOW = Gated(r"\b(?:at present|currently|now|at the time of writing|to date|today)\b")
# In a story only what a story does not say: "rituximab may be useful", "statins are a cause", not "IVIG is continued".
_TRUTH = Gated(
    r"\b(?:can|cannot|might|must|should|(?<!\bin )(?<!\bof )(?<!\bby )(?<!since )(?<!until )(?<!early )(?<!late )may|"
    r"(?<!there )is|(?<!there )are|remains (?:to be|an?|the|un\w+)|(?:seems?|appears?)(?! to (?:have|be [a-z]+ed\b))|"
    r"deserves?|"
    r"represents?|constitutes?|causes?|interacts?|interferes?|suggests?|illustrates?|helps?|inhibits?|blocks?|depletes?|"
    r"carry|carries|plays?|provides?|offers?|prevents?|potentiates?|raises|requires|need to|"
    r"reduce|induce|lead to|allow|increase)\b"
)
_ANYBODY = Gated(  # as in: some authors prefer it; in the elderly
    r"^(?:(?:many|most|some|several|all|other) )?(?:clinicians|physicians|doctors|prescribers|rheumatologists|"
    r"neurologists|"
    r"paediatricians|pediatricians|centres|centers|authors|experts|groups|countries)\b|"
    r"^in (?:the |most |many |some )?(?:elderly|older|young|younger|pregnant|adult|fertile)\b|^as a rule\b"
)
_UNDER_WAY = re.compile(
    r"\b(?:present|current|likely|probable|suspected|culprit|sole|be (?:stopped|tapered|withdrawn|discontinued|weaned)|"
    r"continu\w+|being|maint\w+|still|ongoing|tapering|stable|well|asymptomatic|"
    r"(?:is|are) (?:on|off|under(?! (?:study|investigation|trial|debate|way))|without|"
    r"free|able|normal|negative|positive)|(?:is|are) (?:(?:then|also|thus|not|soon|[a-z]+ly) )?(?!contraindicated|"
    r"recommended|"
    r"indicated|associated|based|considered|licen[sc]ed|approved|metaboli[sz]ed|unlicen|limited|needed|required)"
    r"(?:[a-z]+ed|given|begun|taken|withdrawn|seen|found|put|kept))\b"
)
_USUAL = re.compile(r"\b(?:usually|often|generally|commonly|sometimes|frequently|traditionally) [a-z]+ed\b")
_VALUED = re.compile(r"(?<![\w\[(-])(?!(?:19|20)\d\d\b)\d")


@cache
def _cues(kind: str) -> Gated:
    words = sorted((row["cue"] for row in table("cues") if row["kind"] == kind), key=len, reverse=True)
    return Gated(r"(?<![a-z])(?:" + "|".join(re.escape(word) for word in words) + r")(?![a-z])")


def find_cue(text: str, *kinds: str, whole: str | None = None) -> re.Match[str] | None:
    """The first cue of any of the kinds in a lower-case clean text, or in a part of the text ``whole``."""
    whole = text if whole is None else whole
    if len(kinds) == 1:
        return _cues(kinds[0]).search_in(text, whole)
    matches = [match for kind in kinds if (match := _cues(kind).search_in(text, whole))]
    return min(matches, key=lambda match: match.start(), default=None)


def abstract_patient(text: str) -> bool:
    """Whether "the patient" of a sentence in lower case is anybody's patient: modal present, nothing in the past."""
    return _ABSTRACT.search(text) is not None and not _PAST.search(text) and not _NOW.search(text)


def judge(text: str, *, refers: bool, grouped: bool, narrative: bool) -> tuple[Level, str | None]:
    """The level of a sentence and the words that decided it.

    ``text`` is the clean sentence in lower case; ``refers``: it names a patient of the article; ``grouped``: it speaks
    of all or both of them; ``narrative``: it stands where a patient's story is told.
    """
    if (lesson := _LESSON.match(text)) and not has_past(text):
        return "disease", lesson.group()
    if refers or grouped:
        return "patient", None
    if "?" in text and (match := _QUESTION.search(text)):
        return "disease", match.group()
    if match := _COUNTED.search(text) or _MANY.search(text) or _AVERAGED.search(text):
        return "group", match.group()
    if match := find_cue(text, "advice") or _CRITERION.search(text):
        return "disease", match.group()
    tests = _TESTS.sub(r"\1tests", text) if " stud" in text else text
    if (match := find_cue(tests, "study")) and not (narrative and _among_ours(text)):
        return "other", match.group()
    if match := find_cue(text, "general"):
        return "disease", match.group()
    if match := _of_group(text, narrative=narrative):
        return "group", match.group()
    if not narrative and (match := _timeless(text)):
        return "disease", match.group()
    return "patient", None


def _among_ours(text: str) -> bool:
    """Whether a study is named only as the one that the patient is of."""
    rest = _AMONG_OURS.sub(" ", text)
    return len(rest) < len(text) and find_cue(rest, "study") is None


def _of_group(text: str, *, narrative: bool) -> re.Match[str] | None:
    """Patients in the plural: inside a story only with a share or an average beside them."""
    plural = _PLURAL.search(text)
    return plural if plural and (not narrative or _SHARE.search(text)) else None


def _timeless(text: str) -> re.Match[str] | None:
    """A present without any past, and no "at present": a general truth."""
    present = _PRESENT.search(text)
    return present if present and not _PAST.search(text) and not _NOW.search(text) else None


def has_past(text: str) -> bool:
    """Whether a clause in lower case tells of something that happened; "usually recommended" happened to nobody."""
    return _PAST.search(_CONCESSION.sub(" ", text)) is not None


def tells_now(text: str) -> bool:
    """Whether a sentence in lower case says that it tells of today."""
    return _NOW.search(text) is not None


def under_way(text: str) -> bool:
    """Whether a sentence in lower case tells of a treatment that is being given, or of a suspicion."""
    return _UNDER_WAY.search(text) is not None


def general_truth(text: str) -> str | None:
    """The verb that makes a sentence a general truth though a story is told around it; ``text`` names no patient."""
    text = _USUAL.sub(" ", text)
    valued = _VALUED.search(text) and not _LESSON.match(text)
    truth = _TRUTH.search(text) or _ANYBODY.search(text)
    if truth is None or _PAST.search(text) or _NOW.search(text) or _UNDER_WAY.search(text) or valued:
        return None
    return truth.group()


def doubtful(text: str, whole: str | None = None) -> str | None:
    """The cue that leaves open whether what follows is so: ``unclear whether``, ``may have had``."""
    cue = find_cue(text, "doubt", whole=whole)
    return cue.group() if cue else None


def unreal(text: str, whole: str | None = None) -> str | None:
    """The cue that makes the words of a clause advice, plan or supposition; None where they tell what happened.

    ``whole`` is the sentence that the clause is of, where several are asked.
    """
    cue = find_cue(text, "advice", "hypothesis", whole=whole)
    return cue.group() if cue else None
