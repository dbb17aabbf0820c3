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
from extractors.dose_words import goes_with, is_average, is_cap, is_fluid, is_of_the_other
from extractors.doses import PrintedDose, find_doses
from extractors.drug_cells import dose_of_head, nothing_given
from extractors.drug_clauses import closes, is_of_other_matter, is_step, of_anybody, taken_daily
from extractors.gates import Gated
from extractors.lexicon import Hit, drugs
from extractors.reading import Found, Sentence
from extractors.schedules import Schedule, schedules
from extractors.times import MONTH
from schemas.mention import DrugMention, Level
from schemas.values import Dose, DrugCourse, Per, Route, Status

_PER_DAYS: dict[Per, float] = {"day": 1.0, "week": 7.0, "month": MONTH}
_PER = {days: per for per, days in _PER_DAYS.items()}  # "2 g/kg was given every month"
EXPOSURES = ("statin", "checkpoint inhibitor")  # classes that a myositis report names as the suspected trigger
FOODS = ("red yeast rice",)  # told where they were eaten; that a family does not eat them is asked, and no fact

_ROUTES: dict[Route, str] = {
    "intravenous": r"intravenous(?:ly)?|intra-venous(?:ly)?|i\.v\.?|iv|endovenous|parenteral infusion",
    "oral": r"oral(?:ly)?|per os|p\.o\.?|po|by mouth|peroral(?:ly)?|enteral(?:ly)?|tabs?\.?|tablets?|capsules?",
    "subcutaneous": r"subcutaneous(?:ly)?|sub-cutaneous(?:ly)?|s\.c\.?|sc|subcut|sq|under the skin",
    "intramuscular": r"intramuscular(?:ly)?|i\.m\.?|im",
    "topical": r"topical(?:ly)?|eye ?drops|ointment|cream",
    "inhaled": r"inhaled|inhalation|nebuli[sz]ed|inhaler",
}
_ROUTE = "|".join(f"(?P<r{index}>{words})" for index, words in enumerate(_ROUTES.values()))
_ADJECTIVE = (
    r"(?:(?:high|low|moderate|medium|full|pulse|pulsed|bolus|standard|loading|maintenance|tapering|"
    r"weekly|daily|monthly|single|repeated|additional|further|systemic|use|form|formulation|dosing|"
    r"solution|suspension|microemulsion|dose|doses|therapy|treatment|"
    r"pulses|boluses|bolus|infusions?|injections?|"
    r"courses?|cycles?|administration|of|with|and|the|a|in|form|at|course|started|on|human|methyl|"
    r"concomitant|adjunctive|combined|first|second|third|another|empirical?|antibiotics?|antibiotic|"
    r"steroids?|corticosteroids?|glucocorticoids?|sodium|(?:sustained|extended|slow|controlled|modified|immediate|"
    r"delayed)[ -]release|pegylated|liposomal|enteric[ -]coated|recombinant)[ \-]{1,2}|\d[\d.,]*[ ]?-?(?:mg|g|µg|iu|ml)"
    r"?(?:/kg|/m2)?(?:/day|/week|/d)?[ -]{1,2}|[-,]\s)"
)
_ROUTE_AHEAD = Gated(rf"\b(?:{_ROUTE})[\s\-]+{_ADJECTIVE}{{0,5}}\(?$")
_ROUTE_BEHIND = re.compile(rf"(?<![\w.])(?:{_ROUTE})(?![\w])")

_NEXT_OF = re.compile(
    rf"\s*(?:(?:daily|weekly|monthly|once|twice|per|a|day|week|each|dose|doses|total|bolus|boluses|"
    rf"pulses?|infusions?|injections?|tablets?)\s+)*(?:of|dose of)"
    rf"\s+(?:(?:{_ROUTE.replace('?P<r', '?P<x')}|the|an?|pulse|\d[\d.]* ?(?:%|per ?cent)|{_ADJECTIVE})\s*)*"
)
_NEXT = re.compile(rf"\s*(?:\(?(?:{_ROUTE.replace('?P<r', '?P<y')})\)?\s*|{_ADJECTIVE}|\s)*")
_APART = re.compile(r"\s*\)?\s*(?:[,;-]|(?:and|with|plus|alongside)\b)")
_LIST = 160  # characters of a list of tests that share a result
_CLOSE = 30  # characters behind an amount
_NEAR = 12  # characters between a drug and the dose that is printed right behind it
_ON_TO = re.compile(r"\s*(?:and )?(?:up |down )?to\s*")  # "raised from 5 mg to 40 mg daily, and rituximab was repeated"
# "was increased to 0.5 mg/kg, the IVIG was repeated": behind the comma another clause begins.
_CLAUSE_AHEAD = re.compile(r"\s*\)?(?:,\s*(?:and |while )?|\s+(?:and|while|but)\s+)(?:the |her |his )?")
_VERB_BEHIND = re.compile(r"\s(?:was|were|had|is|could|being)\b")
_PREDICATED = re.compile(
    r"\b(?:raised|increased|reduced|tapered|lowered|decreased|weaned|continued)\b|"
    r"\b(?:was|were|been|be|is|being) [^,;()]{2,60}\b(?:at|to|with|of|below|above|on|in|until)(?: \w+){0,4} $"
)
# "Prednisone was started; the dose was tapered from 40 mg": behind the break it goes on with the drug.
_SAME_DRUG = re.compile(r"; (?:it|this|the dos(?:e|age)|its dose)(?= (?:was|had been|could be)\b)")
_PREVIOUS_BREAK = re.compile(r";|\bfollowed by\b|\bthen (?:with|by)\b")

# "IVIG was added because CK was still 6,120 U/L, and was continued at 2 g/kg": behind the reason the drug goes on.
_GOES_ON = re.compile(
    r"\b(?:and|but) (?:(?:was|were) )?(?:then |later |thereafter )?(?:continued|repeated|resumed|maintained|restarted)"
    r" (?:at|with|in)(?: a dos(?:e|age) of)? $"
)

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
    hits = _real(sentence, named) if named else _meant(sentence)
    if not hits:
        return
    doses = [
        replace(dose, start=dose.start + sentence.first, end=dose.end + sentence.first)
        for dose in find_doses(sentence.lowered) or dose_of_head(sentence)
    ]
    owners = _owners(sentence, hits, doses)
    doses = _each_daily(sentence, [sentence.chars(hit) for hit in hits], doses, owners)
    denied = denials(sentence, [sentence.chars(hit) for hit in hits])
    for index, hit in enumerate(hits):
        if denied[index] and hit.term.name in FOODS:
            continue
        own = [dose for dose, owner in zip(doses, owners, strict=True) if owner == index]
        found = _found(sentence, hits, index, hit, own)
        yield _not_given(found, denied[index])


def _meant(sentence: Sentence) -> list[Hit]:
    """The drug that a pronoun means, at its place: the only one of the sentence before."""
    names = {hit.term.name: hit for hit in sentence.earlier if hit.term.kind == "drug"}
    match = _IT.match(sentence.lowered) if len(names) == 1 and sentence.passage.kind == "prose" else None
    if match is None:
        return []
    (hit,) = names.values()
    return [replace(hit, start=sentence.first + match.start("it"), end=sentence.first + match.end("it"))]


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


def _owners(sentence: Sentence, hits: list[Hit], doses: list[PrintedDose]) -> list[int | None]:
    """For each dose the index of its drug: the one it is a dose "of", else the one before it, else behind it."""
    spans = [sentence.chars(hit) for hit in hits]
    if "respectively" in sentence.lowered and len(doses) == len(hits) and doses and spans[-1][1] <= doses[0].start:
        return list(range(len(hits)))
    owners: list[int | None] = []
    for position, dose in enumerate(doses):
        before = next((index for index in reversed(range(len(spans))) if spans[index][1] <= dose.start), None)
        behind = next((index for index in range(len(spans)) if spans[index][0] >= dose.end), None)
        gap = None if before is None else sentence.between(spans[before][1], dose.start)
        ahead = None if behind is None else sentence.between(dose.end, spans[behind][0])
        if gap is not None and _of_none(sentence, doses, position, gap):
            owners.append(None)
            continue
        if (
            gap is not None
            and before
            and is_of_the_other(sentence.between(spans[before - 1][1], spans[before][0]), gap)
        ):
            owners.append(before - 1)
            continue
        on_to = position > 0 and before is not None and owners[-1] == before
        if on_to and _ON_TO.fullmatch(sentence.between(doses[position - 1].end, dose.start)):
            owners.append(before)
        elif ahead is not None and (
            _NEXT_OF.fullmatch(ahead) or _bracketed(sentence, gap, ahead, spans[behind or 0][1])
        ):
            owners.append(behind)
        elif (
            gap is not None
            and before is not None
            and _follows(
                gap,
                position,
                owners,
                before,
                ahead,
                parted=_has_its_own(spans, doses, position, behind, ahead)
                or _new_clause(sentence, gap, ahead, spans[behind or 0][1]),
            )
        ):
            owners.append(before)
        elif ahead is not None and len(ahead) < 45 and _NEXT.fullmatch(ahead):
            owners.append(behind)
        else:
            owners.append(None)
    return owners


def _each_daily(
    sentence: Sentence, spans: list[tuple[int, int]], doses: list[PrintedDose], owners: list[int | None]
) -> list[PrintedDose]:
    """The doses, each ``per`` day where only the last of its list is told so: ``X 5 mg and Y 100 mg daily``."""
    told = list(doses)
    for place in reversed(range(len(told) - 1)):
        owner, following, (dose, behind) = owners[place], owners[place + 1], told[place : place + 2]
        if owner is None or following != owner + 1 or dose.per or dose.basis or behind.per != "day":
            continue
        printed = sentence.between(behind.start, behind.end)
        shared = taken_daily(sentence.between(dose.end, spans[following][0]), printed)
        if shared or (place + 2 < len(told) and told[place + 1].per != doses[place + 1].per):
            told[place] = replace(dose, per="day")
    return told


def _of_none(sentence: Sentence, doses: list[PrintedDose], position: int, gap: str) -> bool:
    """Whether an amount is no dose that anybody got: a bound, an average, a volume of fluid."""
    dose = doses[position]
    if is_average(gap):
        return True
    if is_step(gap, sentence.between(dose.end, min(dose.end + _CLOSE, sentence.last))):
        return True
    if dose.unit == "mL" and is_fluid(gap, sentence.between(dose.end, min(dose.end + _CLOSE, sentence.last))):
        return True
    before = doses[position - 1] if position else None
    weighed = before is not None and before.basis is not None and dose.basis is None
    return weighed and before is not None and is_cap(sentence.between(before.end, dose.start))


def _bracketed(sentence: Sentence, gap: str | None, ahead: str, end: int) -> bool:
    """``steroids (2 mg/kg prednisolone)``: dose and name fill the bracket behind another name."""
    return gap is not None and gap.strip() == "(" and not ahead.strip() and sentence.between(end, end + 1) == ")"


def _new_clause(sentence: Sentence, gap: str, ahead: str | None, end: int) -> bool:
    """Whether the drug that ends at ``end`` opens a clause of its own behind the dose of the one before."""
    opens = ahead is not None and _CLAUSE_AHEAD.fullmatch(ahead) and _PREDICATED.search(gap)
    return bool(opens) and _VERB_BEHIND.match(sentence.between(end, min(end + _NEAR, sentence.last))) is not None


def _has_its_own(
    spans: list[tuple[int, int]], doses: list[PrintedDose], position: int, behind: int | None, ahead: str | None
) -> bool:
    """``X was raised to 60 mg daily, and Y 2.5 mg/kg was added``: the next drug, told apart, has a dose of its own."""
    if behind is None or ahead is None or position + 1 == len(doses) or not _APART.match(ahead):
        return False
    until = spans[behind + 1][0] if behind + 1 < len(spans) else doses[position + 1].end
    return spans[behind][1] <= doses[position + 1].start < min(until, spans[behind][1] + _NEAR)


def _follows(
    gap: str, position: int, owners: list[int | None], before: int, ahead: str | None, *, parted: bool
) -> bool:
    """Whether a dose behind a drug is a dose of it; ``parted``: the drug behind it has a dose of its own."""
    earlier = position > 0 and owners[position - 1] == before
    gap = _SAME_DRUG.sub(",", gap)
    if len(gap) > (160 if earlier or _GOES_ON.search(gap) else 90) or (
        _PREVIOUS_BREAK.search(gap.rsplit(")", maxsplit=1)[-1]) and not earlier
    ):
        return False
    close = re.fullmatch(r"[\s(,:\[-]*(?:at |at a dos(?:e|age) of |dose of )?", gap) is not None
    comes = ahead is not None and _NEXT.fullmatch(ahead) is not None and len(ahead) < 30
    enclosed = (
        gap.strip() == "," and _APART.match(ahead or "") is not None
    )  # "haloperidol, 5 mg daily, and promethazine"
    if comes and (not close or "," in gap) and not (parted or enclosed) and not goes_with(gap, ahead or ""):
        return False
    return not re.search(
        r"\b(?:creatinine|proteinuria|albumin|h(?:a)?emoglobin|urea|glucose|weigh\w+|stone|mass|nodule|"
        r"secretion|excretion)\b",
        gap,
    )


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
    value = DrugCourse(
        name=hit.term.name,
        atc=row["atc"] or None,
        rxnorm=row["rxnorm"] or None,
        route=hit.term.route or _route(sentence, (left, start, end, right), doses) or _of_class(sentence, hits, index),  # type: ignore[arg-type]
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
        rf"\b(daily|weekly|monthly) (?:(?:{_ROUTE.replace('?P<r', '?P<z')}) )?$",
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


def _route(sentence: Sentence, span: tuple[int, int, int, int], doses: list[PrintedDose]) -> Route | None:
    """The route just ahead of the name (an adjective), else behind it and not the adjective of the next drug.

    ``span``: where the drug before ends, this one begins and ends, and the next one begins. In a cell only its own
    ``doses`` stand between a name and its route.
    """
    left, start, end, right = span
    ahead = _ROUTE_AHEAD.search_in(sentence.between(max(left, start - 70), start), sentence.lowered)
    if ahead and left > sentence.first and _of_the_one_before(sentence, max(left, start - 70), start, ahead):
        ahead = None
    if ahead and not _broken(sentence, max(left, start - 70) + ahead.start(), start):
        return _which(ahead)
    reach = 45 if sentence.passage.kind == "cell" else 90
    for match in _ROUTE_BEHIND.finditer(sentence.between(end, min(right, end + reach))):
        words = sentence.between(end, end + match.start())
        rest = sentence.between(end + match.end(), right)
        if is_of_other_matter(sentence.between(end + match.end(), min(end + match.end() + 60, sentence.last))):
            continue
        next_drug = (
            right < sentence.last
            and re.fullmatch(rf"[\s\-]+{_ADJECTIVE}{{0,5}}\(?", rest)
            and not closes(match.group(), rest)
        )
        if sentence.passage.kind == "cell" and not _answers(sentence, end, end + match.start(), doses):
            return None
        if not next_drug and not re.search(r";|\.\s|\bfollowed by\b|\bthen\b", words):
            return _which(match)
    return None


def _of_the_one_before(sentence: Sentence, first: int, start: int, ahead: re.Match[str]) -> bool:
    """Whether the route in the words ``[first, start)`` ahead of a drug closes what is told of the drug before."""
    route = next(index for index in range(len(_ROUTES)) if ahead[f"r{index}"])
    return closes(ahead[f"r{route}"], sentence.between(first + ahead.end(f"r{route}"), start))


def _answers(sentence: Sentence, end: int, start: int, doses: list[PrintedDose]) -> bool:
    """Whether nothing but the drug's own doses stands between its name and the route in a cell: ``15 mg/week s.c.``."""
    end = max(end, sentence.passage.head)  # behind a drug that the head names the cell begins
    words = [sentence.between(place, place + 1) for place in range(end, start)]
    bare = "".join(
        " " if any(dose.start <= end + index < dose.end for dose in doses) else word for index, word in enumerate(words)
    )
    return re.fullmatch(r"[\s(,]*", bare) is not None and (start - end < _NEAR or not _broken(sentence, end, start))


def _broken(sentence: Sentence, start: int, end: int) -> bool:
    """Whether an empty line of print stands between two places: in a flattened table they are two cells."""
    stretches = sentence.passage.clean.sources(start, end)
    printed = sentence.document.text[stretches[0][0] : stretches[-1][1]] if stretches else ""
    return sentence.passage.kind == "cell" and re.search(r"\n\s*\n", printed) is not None


def _of_class(sentence: Sentence, hits: list[Hit], index: int) -> Route | None:
    """``subcutaneous low molecular weight heparin (enoxaparin)``: the route of the class that the bracket names."""
    if not index or hits[index - 1].term.name != drugs()[hits[index].term.name]["class"]:
        return None
    start, end = sentence.chars(hits[index - 1])
    bracket = re.fullmatch(r"\s?\([^();]{0,25}", sentence.between(end, sentence.chars(hits[index])[0]))
    ahead = _ROUTE_AHEAD.search_in(sentence.between(max(sentence.first, start - 70), start), sentence.lowered)
    return _which(ahead) if bracket and ahead else None


def _which(match: re.Match[str]) -> Route:
    return next(route for index, route in enumerate(_ROUTES) if match[f"r{index}"])


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
