"""An antibody of which a patient's story says neither that it was there nor that it was not: then it was there.

``Anti-HMGCR antibodies persist`` · ``serology returned anti-SRP at high titre`` · ``her anti-SRP titre halved``. Nobody
tells in a story of an antibody that is not there without a word that denies it, leaves it open or only tests for it.
"""

import re
from collections.abc import Iterable

from extractors.antibody_names import PANELS, Name
from extractors.antibody_scope import EXCLUSIVE
from extractors.context import has_past
from extractors.reading import Sentence
from schemas.values import AntibodyResult

ALONE = "antibody.alone"
"""The rule by which it was there; what is said of the antibody elsewhere goes before it."""

# What stands in a clause that does not say that the antibody is there: denial, question, test, argument.
_OPEN = re.compile(
    r"\b(?:no|not|non|nor|none|neither|never|nothing|without|absen\w+|lack\w*|negativ\w*|exclu\w+|except\w*|fail\w*|"
    r"normal|unremarkable|ruled|un(?:available|known|tested|clear|likely|revealing|detect\w+)|disappear\w*|vanish\w*|"
    r"sero-?negativ\w*|denied|minus|cleared|lost|free|faint\w*|weak\w*|borderline|equivocal|indeterminate|doubtful|"
    r"test(?:s|ed|ing)?|sought|search\w*|looked?|screen\w*|sent|request\w*|order\w*|await\w*|pending|measur\w+|"
    r"determin\w+|assay(?:ed|s)? for|check\w*|investigat\w*|evaluat\w*|stud(?:y|ies|ied)|perform\w*|repeat\w*|"
    r"includ\w+|contain\w+|comprising|cover\w*|panel|kit|available|discontinued|history|cut-?off|threshold|reference|"
    r"if|whether|should|must|could|can|cannot|may|might|would|will|suspect\w*|suspicion|possib\w+|probab\w+|presum\w*|"
    r"suggest\w*|consider\w*|question\w*|hypothes\w+|differential|recommend\w*|advis\w*|warrant\w*|deserve\w*|"
    r"prompt\w*|mimic\w*|describ\w+|report(?:s|ed)? (?:in|by|with|for)|published|literature|known|typical\w*|"
    r"characteristic\w*|common\w*|rare\w*|usual\w*|often|frequent\w*|classical\w*|associat\w+ (?:of|between)|role|"
    r"significance|specificity of|like|unlike|compar\w+|contrast|similar\w*|resembl\w+|versus|vs|than|as in|such as|"
    r"e\.g|target\w*|block\w*|remov\w*|deplet\w*|children|patients|cases|adults|others?|mothers?|fathers?|"
    r"brothers?|sisters?|parents?|relatives?|grand\w+|famil\w+|control\w*|donor\w*|passive\w*|infus\w+)\b|\?|"
    r"[\d.]+ ?(?:[acri]?u|units?)\b|(?<![\w/:])0\b|\s-\s*$"
)
_HAPPENS = re.compile(r"\b(?:persists?|remains?|continues?|still|led|made|gave|bore|put|brought|drew|spoke)\b")
_SCREEN = "anti-ENA"  # a search for several: "ENA showed anti-Ro52"
_NEAR = 25  # characters behind the name
_ENDS = re.compile(
    r"[;:]|\. |,? \b(?:but|while|whilst|whereas|although|though|however|yet)\b|,? and (?=(?:the|her|his|an?|she|he|it|"
    r"in|on|at|after|ck|serum|muscle|biopsy|mri|emg)\b)|, (?=(?:ck|serum|muscle|biopsy|mri|emg|after|on|at)\b)"
)


def stands_alone(sentence: Sentence, group: list[Name]) -> bool:
    """Whether a list of antibodies in a patient's story is told of in a clause that leaves nothing open."""
    if sentence.passage.kind != "prose" or not sentence.story or sentence.level != "patient":
        return False
    first, last = group[0].start, group[-1].end
    noted = ":" in sentence.between(sentence.first, last + _NEAR)  # "Antibodies: anti-SRP."
    happened = noted or sentence.refers or has_past(sentence.lowered) or _HAPPENS.search(sentence.lowered)
    if not happened or any(name.name in (*PANELS, _SCREEN) for name in group):
        return False  # "anti-SRP antibodies mark a poorer outcome"
    ahead = sentence.between(sentence.first, first)
    ahead = ahead[max((match.end() for match in _ENDS.finditer(ahead)), default=0) :]
    behind = sentence.between(last, sentence.last)
    if end := _ENDS.search(behind):
        behind = behind[: end.start()]
    return _OPEN.search(f"{ahead}\u00b7{behind}") is None


def excluded(name: str, told: Iterable[AntibodyResult]) -> bool:
    """Whether what was ``told`` of a patient names another antibody specific for myositis: these exclude each other."""
    return name in EXCLUSIVE and any(
        value.result == "positive" and value.name in EXCLUSIVE and value.name != name for value in told
    )
