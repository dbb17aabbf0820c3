"""Drugs given to a patient: name (INN), doses, route, status.

``intravenous boluses of methylprednisolone at 250 mg`` · ``IVIG (2 g/kg)`` · ``15 mg of methotrexate weekly`` ·
``methotrexate was replaced by mycophenolate`` · ``she refused rituximab``. What was considered or is advised is no
fact; a dose with no clear drug is attached to none.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from extractors.context import find_cue, general_truth, unreal
from extractors.denials import clause, denials, refused
from extractors.dose_owners import each_daily, owners_of
from extractors.doses import PrintedDose, find_doses
from extractors.drug_cells import dose_of_head, nothing_given
from extractors.drug_clauses import of_anybody
from extractors.drug_minerals import with_calcium
from extractors.drug_routes import ROUTE, route_of, route_of_class
from extractors.gates import Gated
from extractors.lexicon import Hit, drugs
from extractors.reading import Found, Sentence
from extractors.schedules import Schedule, schedules
from extractors.times import MONTH
from schemas.mention import DrugMention, Level
from schemas.values import Dose, DrugCourse, Per, Status

_PER_DAYS: dict[Per, float] = {"day": 1.0, "week": 7.0, "month": MONTH}
_PER = {days: per for per, days in _PER_DAYS.items()}  # "2 g/kg was given every month"
EXPOSURES = ("statin", "checkpoint inhibitor")  # classes that a myositis report names as the suspected trigger
FOODS = ("red yeast rice",)  # told where they were eaten; that a family does not eat them is asked, and no fact
_CLOSE = 20  # characters between a drug and its dose
_LIST = 160  # characters of a list of tests that share a result
_STOPPED = Gated(
    r"^[^.;]{0,45}?\b(?:(?:was|were|had to be|be|been|being) (?:then |later |subsequently |gradually "
    r"|therefore |immediately |temporarily |also )?(?:discontinued|stopped|withdrawn|ceased|"
    r"suspended|held|interrupted|tapered off|weaned off|replaced|switched|substituted(?! for\b)|changed to|"
    r"terminated)|discontinuation|cessation|withdrawal|was tapered and stopped)"
)
_STOPPED_AHEAD = Gated(
    r"\b(?:discontinu\w+|stopp\w+|withdr\w+|ceas\w+|cessation of|suspend\w+|held|switch\w* from|"
    r"chang\w+ from|replac(?:ed|ing|ement of)|substitut\w+|instead of|in lieu of|weaned off|tapered "
    r"off|off)\s+(?:of\s+)?(?:the\s+|all\s+|her\s+|his\s+)?(?:(?!to\b|by\b|with\b|and\b)\w+\s+)"
    r"{0,2}$"
)
_EXPOSURE_BEHIND = Gated(
    r"^[ -]?(?:induced|associated|related)\b|^[^.;,]{0,25}\b(?:use|toxicity|exposure|(?<!single )(?<!one )intake|"
    r"overdose|ingestion|intoxication)\b"
)
_MUSCLE = re.compile(
    r"[Mm]yopath|[Mm]yosit|[Rr]habdomyol|HMGCR|HMG-?Co|IMNM|[Ww]eakness|[Mm]yalgia|[Cc]reatin\w+ (?:phospho)?kinase"
)
_LEVEL = Gated(
    r"(?:[^.;]{0,25}?|(?:, [^,.;()]{3,40}){0,6},? and [^,.;()]{3,40}? )"
    r"\b(?:was|were|is|are) (?:also |all |both |found )*(?:within|normal|low\b|high\b|elevated|reduced|"
    r"decreased|increased|deficient|undetectable)"
)
# "Tacrolimus was chosen. It was started at 2 mg twice daily", "The dose was raised to 20 mg": of the drug before.
_IT = re.compile(
    r"(?P<it>it|this|(?:the|this|its) (?:drug|agent|medication|dose|dosage|treatment)) (?:was|had been|has been|"
    r"was then|could be) (?:[a-z]+ly |then |first |later |soon )?(?:started|begun|initiated|introduced|commenced|given|"
    r"administered|raised|increased|doubled|escalated|reduced|tapered|lowered|decreased|weaned|halved|continued|"
    r"resumed)\b(?=[^.;]*\d)"
)
_NO_DRUG_BEHIND = Gated(
    r"^[- ]?(?:na[iï]ve\b|-?refractory|-?resistan\w+|-?sparing|-?dependen\w+|levels?\b(?! of \d+ mg)|"
    r"deficiency|receptors?|antagonists?|inhibitors?|antibod|allerg\w+|sensitiv\w+|"
    r"challenge|sensitive|responsive|-?free|concentration|"
    r"users\b|stimulation|-?susceptible|resistance|suppression|(?:direct )?ha?emoperfusion|test\b)"
)
_NO_DRUG_AHEAD = Gated(
    r"\b(?:(?:allerg\w+|intoleran\w+)\s?[:(]\s?(?:\w+,? (?:and )?){0,2}|allerg\w+ to|sensitive to|"
    r"resistan\w+ to|susceptible to|susceptibility to|"
    r"hypersensitivity to|intoleran\w+ (?:to|of)|anabolic|androgenic|rather than(?: with| by)?|in preference to|"
    r"preferred (?:to|over)|"
    r"non-?|deficiency of|levels? of|assessment of|"
    r"measurement of|determination of|dosage of|serum|urinary|plasma|synthetic)\s*-?\s*$"
)

_ISOENZYME = re.compile(r"-?[1-4][a-z]\d{1,2}\b")  # "CYP3A4" is no cyclophosphamide
# "Our patient did not receive rituximab, which has been advocated by others": said of the drug, not of the patient.
_RELATIVE = re.compile(r"^[^,;]{0,12}, which (?:is|are|has|have|can|may|might) [^,;]*,?")
_MOST_OTHERS = Gated(  # as in: unlike our patient, most published cases required it
    r"\b(?:most|many|other|some|all|several|previously|published|reported) (?:other |of the )?"
    r"(?:published|reported|described|previous|earlier) (?:cases|patients|children|adults|reports)\b"
)
_IN_GENERAL = Gated(r"[- ]?therapy (?:is|has|may|should|can)\b")


def find_drugs(sentence: Sentence) -> Iterator[Found]:
    """The drugs of a sentence, each with the doses and the route that belong to it."""
    named = [hit for hit in sentence.hits if hit.term.kind == "drug"]
    if "calcium" in sentence.lowered:
        named = with_calcium(sentence, named)
    hits = _real(sentence, named) if named else _meant(sentence)
    if not hits:
        return
    doses = [
        replace(dose, start=dose.start + sentence.first, end=dose.end + sentence.first)
        for dose in find_doses(sentence.lowered) or dose_of_head(sentence)
    ]
    owners = owners_of(sentence, hits, doses)
    doses = each_daily(sentence, [sentence.chars(hit) for hit in hits], doses, owners)
    denied = denials(sentence, [sentence.chars(hit) for hit in hits])
    for index, hit in enumerate(hits):
        if denied[index] and hit.term.name in FOODS:
            continue
        own = [dose for dose, owner in zip(doses, owners, strict=True) if owner == index]
        found = _found(sentence, hits, index, hit, own)
        yield _not_given(found, denied[index])


def _meant(sentence: Sentence) -> list[Hit]:
    """The drug that a pronoun means, at its place: the only one of the sentence before, or the only one with a dose."""
    drugs_before = [hit for hit in sentence.earlier if hit.term.kind == "drug"]
    match = _IT.match(sentence.lowered) if drugs_before and sentence.passage.kind == "prose" else None
    if match is None:
        return []
    names = {hit.term.name: hit for hit in drugs_before}
    if len(names) > 1 and "dos" in match["it"]:
        names = _dosed(sentence, drugs_before)
    start, end = sentence.first + match.start("it"), sentence.first + match.end("it")
    return [replace(hit, start=start, end=end) for hit in names.values()] if len(names) == 1 else []


def _dosed(sentence: Sentence, hits: list[Hit]) -> dict[str, Hit]:
    """Those of the drugs of the sentence before that have a dose right behind their name."""
    first = hits[0].end
    text = sentence.passage.clean.text[first : sentence.first].lower()
    places = [first + dose.start for dose in find_doses(text)]
    return {hit.term.name: hit for hit in hits if any(0 <= place - hit.end <= _CLOSE for place in places)}


def _real(sentence: Sentence, hits: list[Hit]) -> list[Hit]:
    """The hits that name a drug, each bracketed abbreviation dropped beside its long form."""
    kept: list[Hit] = []
    for hit in hits:
        start, end = sentence.chars(hit)
        behind = sentence.between(end, min(end + 40, sentence.last))
        before = sentence.between(max(sentence.first, start - 40), start)
        if (
            _NO_DRUG_BEHIND.match_in(behind, sentence.lowered)
            or _NO_DRUG_AHEAD.search_in(before, sentence.lowered)
            or _measured(sentence, hit, end)
            or _ISOENZYME.match(behind)
            or nothing_given(sentence, start)
        ):
            continue
        if (
            kept
            and kept[-1].term.name == hit.term.name
            and re.fullmatch(r"[\s)]*[(\[,/-]?\s*", sentence.between(sentence.chars(kept[-1])[1], start))
        ):
            continue
        kept.append(hit)
    return kept


def _measured(sentence: Sentence, hit: Hit, end: int) -> bool:
    """Whether a vitamin or mineral is told as a level: ``vitamin D (, TSH and T4) were normal``."""
    if drugs()[hit.term.name]["class"] != "vitamin or mineral":
        return False
    return _LEVEL.match_in(sentence.between(end, min(end + _LIST, sentence.last)), sentence.lowered) is not None


def _not_given(found: Found, words: str | None) -> Found:
    """The find with the words that deny it, where any do."""
    mention = found.mention
    if words is None or not isinstance(mention, DrugMention):
        return found
    # what was not given has no dose here: "Rituximab at 375 mg/m2 is used by others; our patient did not need it"
    value = mention.value.model_copy(update={"status": "not_given", "doses": ()})
    return replace(found, doses=(), mention=mention.model_copy(update={"value": value, "cue": mention.cue or words}))


def _found(sentence: Sentence, hits: list[Hit], index: int, hit: Hit, doses: list[PrintedDose]) -> Found:
    start, end = sentence.chars(hit)
    left = sentence.chars(hits[index - 1])[1] if index else sentence.first
    right = sentence.chars(hits[index + 1])[0] if index + 1 < len(hits) else sentence.last
    row = drugs()[hit.term.name]
    doses = [_with_frequency(sentence, dose, start) for dose in doses]
    plans = schedules(sentence, (start, end), [(dose.start, dose.end) for dose in doses], left, right)
    plan = Schedule() if doses else plans[0]
    route = hit.term.route or route_of(sentence, (left, start, end, right), doses)
    value = DrugCourse(
        name=hit.term.name,
        atc=row["atc"] or None,
        rxnorm=row["rxnorm"] or None,
        route=route or route_of_class(sentence, hits, index),  # type: ignore[arg-type]
        status=_status(sentence, hit, start, end),
        doses=tuple(_dose(sentence, dose, plan) for dose, plan in zip(doses, plans, strict=bool(doses))),
        interval_days=plan.interval_days,
        duration_days=plan.duration_days,
        count=plan.count,
        printed=sentence.passage.clean.text[start:end],
        evidence=sentence.evidence(start, end),
        rule="drug.table" if sentence.passage.kind == "cell" else "drug.name",
    )
    level, cue = _level(sentence, start, end)
    mention = DrugMention(level=level, cue=cue, value=value)
    return Found(mention, sentence, start, end, tuple((dose.start, dose.end) for dose in doses))


def _with_frequency(sentence: Sentence, dose: PrintedDose, start: int) -> PrintedDose:
    """``weekly methotrexate (5 mg)``: the frequency stands ahead of the name."""
    if dose.per is not None:
        return dose
    ahead = re.search(
        rf"\b(daily|weekly|monthly) (?:(?:{ROUTE.replace('?P<r', '?P<z')}) )?"
        r"(?:(?:infusions?|pulses?|doses?|injections?|boluses|administrations) (?:of )?)?$",
        sentence.between(max(sentence.first, start - 40), start),
    )
    per: dict[str, Per] = {"daily": "day", "weekly": "week", "monthly": "month"}
    return replace(dose, per=per[ahead[1]]) if ahead else dose


def _dose(sentence: Sentence, dose: PrintedDose, plan: Schedule) -> Dose:
    told = None if dose.per or plan.interval_days is None else _PER.get(plan.interval_days, "dose")
    return Dose(
        printed=sentence.passage.clean.text[dose.start : dose.end],
        evidence=sentence.evidence(dose.start, dose.end),
        amount=dose.amount,
        low=dose.low,
        high=dose.high,
        unit=dose.unit,
        basis=dose.basis,
        per=dose.per or told,
        interval_days=plan.interval_days or (_PER_DAYS.get(dose.per) if dose.per else None),
        duration_days=plan.duration_days,
        count=plan.count,
    )


def _status(sentence: Sentence, hit: Hit, start: int, end: int) -> Status:
    first, _ = clause(sentence, start, end)
    before = sentence.between(max(first, start - 110), start)
    behind = sentence.between(end, min(end + 90, sentence.last))
    category = drugs()[hit.term.name]["class"]
    if (category in EXPOSURES and _suspected(sentence, category)) or _EXPOSURE_BEHIND.match_in(
        behind, sentence.lowered
    ):
        return "exposure"
    if _STOPPED_AHEAD.search_in(before, sentence.lowered) or _STOPPED.match_in(behind, sentence.lowered):
        return "stopped"
    return "given"


def _suspected(sentence: Sentence, category: str) -> bool:
    """Whether a trigger is looked for: a statin is one where the article tells of a disease of muscle."""
    return category != "statin" or _tells_of_muscle(sentence.document.text)


@lru_cache(maxsize=1)  # of one document after the other
def _tells_of_muscle(text: str) -> bool:
    return _MUSCLE.search(text) is not None


def _level(sentence: Sentence, start: int, end: int) -> tuple[Level, str | None]:
    """Advice, plan or supposition in the clause of the drug takes it from the patient."""
    if sentence.level != "patient":
        return sentence.level, sentence.cue
    first, last = clause(sentence, start, end)
    if sentence.passage.kind == "prose" and not sentence.refers and (truth := general_truth(sentence.lowered)):
        return "disease", truth
    if of_others := _MOST_OTHERS.search_in(sentence.between(first, start), sentence.lowered):
        return "other", of_others.group()
    if general := _IN_GENERAL.match_in(sentence.between(end, min(end + 40, sentence.last)), sentence.lowered):
        return "disease", general.group().strip()
    behind = sentence.between(end, min(end + 60, sentence.last))
    told = sentence.between(first, end) + _RELATIVE.sub(" ", sentence.between(end, last))
    cue = unreal(told, sentence.lowered) or of_anybody(behind, told, sentence.lowered)
    if cue is not None and not refused(sentence, end) and sentence.passage.kind != "cell":
        return "disease", cue
    negation = find_cue(sentence.between(max(first, start - 40), start), "negation", whole=sentence.lowered)
    return "patient", negation.group() if negation else None
