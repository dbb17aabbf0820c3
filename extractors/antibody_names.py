"""The names of antibodies in a sentence: which words are one, and how far each goes.

A target without "anti" or "antibody" beside it ("HMGCR inhibitor", "SRP expression") is no antibody, unless it stands
in a list with one or in a table of antibodies, or a result is told of it.
"""

import re
from dataclasses import dataclass, replace

from extractors.antibody_cells import of_antibodies
from extractors.antibody_words import (
    HALF,
    LEFT_OUT,
    ON_TEST,
)
from extractors.reading import Sentence

PANELS = ("autoantibodies", "myositis-specific antibodies")
"""Names that stand for several antibodies."""

# The head of a row or column of antibodies: "Autoantibodies", "MSA/MAA", "Serotype".
_IGG = re.compile(r"[ -]ig[gma]\b")  # behind a target that heads a cell: "HMGCR IgG (CU)"
_SEROLOGY_HEAD = re.compile(r"(?i:antibod|\bserotypes?\b|\bserolog(?:y|ic|ical)\b)|\b(?:MSAs?|MAAs?|Abs?|autoAbs?)\b")

_ANTI = re.compile(
    r"(?:\b(?:auto)?anti(?:bod(?:y|ies))?[\s-]{0,3}|\b(?:auto)?antibod(?:y|ies)[ ](?:(?:testing|"
    r"tests?|panel|screen|screening|serology|assays?)[ ])?(?:to|including|against|targeting|directed "
    r"against|for|specific for)[ ](?:the )?|"
    r"\b(?:reactivity|reactions?|bands?|signals?|positivity|those)[ ](?:to|against|towards?|with|for|at|"
    r"directed against)[ ](?:the )?)$"
)
_BODY = re.compile(
    r"[\s)\-]{0,2}(?:protein )?(?:\([^()]{1,20}\)[ ])?(?:[iI]g[gGmMaA]?[ -])?(?:(?:auto-?)?antibod|"
    r"abs?\b|[- ]?positiv|[- ]?negativ|\(?\+|\+ve|[- ]?[1-4] ?\+|[ ]ig[gma]\b|[- ]?seropositiv|-ab\b|elisa\b|"
    r"(?:immuno)?assay\b|bands?\b)"
)
_SURE_BODY = re.compile(
    r"[\s)\-]{0,2}(?:\([^()]{1,20}\)[ ])?(?:[iI]g[gGmMaA]?[ -])?(?:(?:auto-?)?antibod|abs?\b|-ab\b)"
)
_SOUGHT = re.compile(
    r"(?<!genetic )(?<!molecular )(?<!gene )(?<!dna )\b(?:testing|test|tests|elisa|(?:immuno)?assays?|(?:immuno)?blot|"
    r"serology|tested (?:\w+ly )?(?:positive|negative)|sero-?(?:positive|negative)) for (?:the )?$"
)
_REACTED = re.compile(r"\breact(?:ed|s|ing|ivity|ion)?(?: [a-z]+ly)? (?:with|against|to) (?:the )?$")
_NO_ANTIBODY = re.compile(r"\s?inhibitor|[- ]naive| exposure| antigen\b(?! antibod)")
_PANEL = 3  # so many targets in one sentence that names a test are a panel, with or without "anti"
_TESTED = re.compile(
    r"antibod|blot|panel|(?:immuno|line |dot )assay|elisa|serolog|immunoprecip|\bana\b|positiv|negativ"
)


@dataclass(frozen=True, slots=True)
class Name:
    """An antibody name at the characters ``[start, end)`` of the passage."""

    name: str
    start: int
    end: int
    head: bool


# What a test said, alone in its cell: a row "Mi-2" that it answers is a row of antibodies.
_ANSWER = re.compile(
    r"[\s:]*(?:strongly |weakly )?(?:positive|negative|pos\.?|neg\.?|borderline|(?:not |un)detected|[+-]{1,3})"
    r"(?: ?\([^()]{0,30}\))?[\s.]*",
    re.IGNORECASE,
)


# "Cardiac involvement, described in anti-SRP, was absent": of the disease.
_DESCRIBED_IN = re.compile(
    r"\b(?:described|reported|known|typical|common|frequent|usual|rare) (?:in|with|of|for) (?:the )?$"
)

# "as against 36 in those without anti-HMGCR", "unlike anti-SRP positive patients": others, told apart by the antibody.
_OF_THOSE = re.compile(
    r"\b(?:those|patients|children|adults|cases|girls|boys|individuals|subjects|sera|people) "
    r"(?:without|lacking|negative for|who (?:lack(?:ed)?|did not have)) (?:the |any )?$"
)
_SUCH_PATIENTS = re.compile(
    r"[\s-]*(?:antibod(?:y|ies)[\s-]*)?(?:seropositive|positive|negative|\+|\(\+\))[ ]"
    r"(?:adult |pa?ediatric |juvenile |imnm )?(?:patients|children|adults|cases|girls|boys|individuals|subjects|"
    r"groups?|cohorts?|series)\b"
    r"(?! ?\(| (?:number|no)\b|,? (?:namely|that is|i\.e\.|including)|:)"
)

# A serological test is told of: a bare target beside it is an antibody. Biopsies are blotted and stained as well.
_SEROLOGICAL = re.compile(
    r"\b(?:line|dot|immuno|myositis)[- ]?(?:immuno)?(?:blot|dot|assay)s?\b|"
    r"\b(?:immuno)?(?:blot|dot)\b|\bimmunoprecipitat|\belisa\b|"
    r"\b(?:antibody|serological|serology|autoantibody|myositis|autoimmune) (?:panel|profile|screen|test(?:s|ing)?|"
    r"assays?)|"
    r"\bserolog(?:y|ies|ical\w*)\b|\bsero-?(?:positiv|negativ|convers|reactiv)|\b(?:auto)?antibod"
)
_OF_TISSUE = re.compile(
    r"\b(?:stain\w*|immunohisto\w*|fib(?:re|er)s|biops\w+|express\w+|genes?|variants?|mutations?|inhibitors?|"
    r"sarcolemm\w+|immunoreactiv\w+|muscle tissue|receptors?|pathway|mrna|exons?|western)\b"
)
_POSITIVE_FOR = re.compile(
    r"\b(?:positive|negative|reactive|positivity|negativity|reactivity) (?:only )?for (?:both )?$"
)
# A result that stands alone behind its target: "HMGCR: 130 CU", "SRP and HMGCR: both negative".
_NOTED = re.compile(
    r" ?[:=(] ?(?:both |all )?(?:\w+ly )?(?:positive|negative|borderline)\b|"
    r"[ :=(]+[<>≥]? ?\d{1,5}(?:\.\d)? ?(?:[acr]?u(?:/ml)?|ua|units)\b"
)
_NOT_ON_IT = re.compile(r"\b(?:did|does|do) not (?:include|contain|cover|comprise|feature) (?:the )?$")
_TOLD = re.compile(r" (?:was|were|remained|tested|became|turned) (?:\w+ )?(?:positive|negative|borderline)\b")


def names_in(sentence: Sentence) -> list[Name]:
    """The accepted names: bare targets only with "anti" before, "antibody" behind, or in a list with such a one."""
    hits = [hit for hit in sentence.hits if hit.term.kind == "antibody"]
    if not hits:
        return []
    headed = (
        sentence.passage.kind == "cell"
        and _SEROLOGY_HEAD.search(sentence.passage.clean.text[: sentence.passage.head]) is not None
    )
    headed = headed or (len(hits) >= _PANEL and _TESTED.search(sentence.lowered) is not None)
    answered = sentence.passage.kind == "cell" and _ANSWER.fullmatch(
        sentence.between(max(sentence.first, sentence.passage.head), sentence.last)
    )
    panelled = sentence.passage.kind == "prose" and "myositis-specific antibodies" in {hit.term.name for hit in hits}
    tested = sentence.passage.kind == "prose" and _SEROLOGICAL.search(sentence.lowered) is not None
    spans = [(hit, *sentence.chars(hit)) for hit in hits]
    loose = sentence.passage.kind == "prose" and _OF_TISSUE.search(sentence.lowered) is None
    proven = [
        (loose and hit.term.sense == "antigen" and (tested or _answered(sentence, start, end)))
        or _prefixed(sentence, start, end, hit.term.sense)
        or hit.term.sense in ("name", "sure")
        or headed
        or (panelled and hit.term.sense != "weak")
        or (end <= sentence.passage.head and _IGG.match(sentence.between(end, sentence.passage.head)) is not None)
        or (answered and hit.term.sense != "weak" and end <= sentence.passage.head)
        for hit, start, end in spans
    ]
    if not all(proven) and of_antibodies(sentence):
        proven = [sure or end <= sentence.passage.head for sure, (_, _, end) in zip(proven, spans, strict=True)]
    asked = sentence.passage.kind == "prose" and any(hit.term.kind == "antibody" for hit in sentence.earlier)
    if asked or any(proven):  # "ANA was negative, but Ro52 was weakly positive": a target of which a result is told
        told = [_TOLD.match(sentence.between(end, min(end + 40, sentence.last))) for _, _, end in spans]
        weak = [hit.term.sense == "weak" for hit, _, _ in spans]
        proven = [
            sure or (result is not None and not faint) for sure, result, faint in zip(proven, told, weak, strict=True)
        ]
    for order in (range(len(spans)), reversed(range(len(spans)))):
        for index in order:
            proven[index] = proven[index] or any(
                0 <= other < len(spans)
                and proven[other]
                and _neighbours(sentence, spans[min(index, other)][2], spans[max(index, other)][1])
                for other in (index - 1, index + 1)
            )
    found = []
    for (hit, start, end), fine in zip(spans, proven, strict=True):
        if fine and not _NO_ANTIBODY.match(sentence.between(end, min(end + 12, sentence.last))):
            anti = _ANTI.search(sentence.between(max(sentence.first, start - 40), start))
            first = start - len(anti.group()) if anti else start
            ahead = sentence.between(max(sentence.first, first - 60), first)
            bare = anti is None and not _SURE_BODY.match(sentence.between(end, min(end + 40, sentence.last)))
            if _of_others(sentence, ahead, end) or (bare and _NOT_ON_IT.search(ahead)):
                continue
            if hit.term.name == "myositis-associated antibodies" and (half := HALF.search(ahead)):
                place = first - len(ahead)
                found.append(Name("myositis-specific antibodies", place + half.start(), place + half.end(), False))
            found.append(
                Name(hit.term.name, first, end, end <= sentence.passage.head and sentence.passage.kind == "cell")
            )
    return _without_echoes(sentence, found)


def _answered(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a result is told of a bare target: ``positive for SRP``, ``HMGCR was negative``."""
    ahead = sentence.between(max(sentence.first, start - 40), start)
    behind = sentence.between(end, min(end + 40, sentence.last))
    return bool(_POSITIVE_FOR.search(ahead) or _TOLD.match(behind) or _NOTED.match(behind))


def _of_others(sentence: Sentence, ahead: str, end: int) -> bool:
    """Whether a name between the words ``ahead`` and its ``end`` tells who others are, or what was not looked for."""
    if _DESCRIBED_IN.search(ahead[-30:]) or LEFT_OUT.search(ahead):
        return True
    if sentence.passage.kind == "cell":
        return False
    behind = sentence.between(end, min(end + 50, sentence.last))
    return _OF_THOSE.search(ahead) is not None or _SUCH_PATIENTS.match(behind) is not None


def _without_echoes(sentence: Sentence, names: list[Name]) -> list[Name]:
    """The names, each once: ``antinuclear antibody ANA`` is one, and it ends where its abbreviation ends."""
    kept: list[Name] = []
    for name in names:
        if kept and _echo(sentence, kept[-1], name):
            if name.name == kept[-1].name:
                kept[-1] = replace(kept[-1], end=name.end)
        else:
            kept.append(name)
    return kept


def _echo(sentence: Sentence, before: Name, name: Name) -> bool:
    """The abbreviation in brackets behind its long form, or the "autoantibodies" that belongs to the target ahead."""
    words = sentence.between(before.end, name.start).strip()
    return (name.name == before.name and words in ("(", "[", ") (", "")) or (
        name.name in PANELS and words == "" and name.start > before.end
    )


def _prefixed(sentence: Sentence, start: int, end: int, sense: str) -> bool:
    """Whether "anti" stands ahead of a target or "antibody" behind it; "positive" proves only what is no stain too."""
    before = sentence.between(max(sentence.first, start - 60), start)
    behind = sentence.between(end, min(end + 40, sentence.last))
    if ON_TEST.search(before) or _REACTED.search(before) or (sense != "weak" and _SOUGHT.search(before)):
        return True
    return bool(_ANTI.search(before) or (_SURE_BODY if sense == "weak" else _BODY).match(behind))


def _neighbours(sentence: Sentence, left: int, right: int) -> bool:
    words = sentence.between(left, right)
    return (
        len(words) <= 30
        and re.fullmatch(
            r"[\s,/&()\-]*(?:\b(?:and|or|nor|as well as|anti|auto|antibod(?:y|ies)|abs?|faintly|weakly|strongly)\b"
            r"[\s,/&()\-]*)*",
            words,
        )
        is not None
    )
