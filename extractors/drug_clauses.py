"""What the clause around a drug or an amount makes of them: a rule for anybody, a step down, a route of something else.

``Methotrexate must be avoided in pregnancy`` · ``prednisone was reduced by 5 mg a month`` · ``the boy recovered with
intravenous fluids`` · ``anakinra by intravenous infusion and cyclosporine``. All words are in lower case.
"""

import re

from extractors.context import has_past, under_way
from extractors.gates import Gated

# No month: "in May", and nothing that happened: "simvastatin may have triggered it".
_MODAL = Gated(
    r"\b(?:might|should|must|(?<!\bin )(?<!\bof )(?<!\bby )(?<!since )(?<!until )(?<!early )(?<!late )(?<!\d )"
    r"may(?! ?\d))\b(?! (?:\w+ly )?have (?!been (?:an?|the|more|less|better|too|worth|helpful|useful|prefer)))"
)
_MODAL_BEHIND = Gated(
    r"^(?: (?:therapy|treatment|infusions?|use|monotherapy|alone))? "
    r"(?:(?:may|might|must|should|can)(?: (?:not|also|then|thus|even|still|[a-z]+ly))?(?! (?:[a-z]+ly )?have\b)|"
    r"(?:may|might|would|should|could)(?: not)? have been (?:an?|the|more|less|better|too|worth|helpful|useful|"
    r"prefer\w+))"
    r" [a-z]"
)
_STEP_AHEAD = re.compile(
    r"\b(?:reduc|taper|decreas|lower|increas|rais|wean|diminish|cut|augment)\w*(?: (?!to\b|from\b)[\w-]+){0,4}? by "
    r"(?:only |about |approximately |steps of )?$|\b(?:steps|decrements|increments|reductions|stages) of (?:about )?$"
)
_STEP_BEHIND = re.compile(r" ?-?(?:steps?|decrements?|increments?|reductions?)\b")
_OTHER_MATTER = re.compile(
    r"[\s-]+(?:(?!and\b|or\b|with\b|in\b|at\b|for\b|once\b)\w+ ){0,2}?(?:fluids?|(?:re|over)?hydration|saline|contrast|"
    r"antibiotics?|access|lines?|catheters?|drug abuse|feeding|feeds?|nutrition|intake|glucose|dextrose|crystalloids?|"
    r"mucosa\w*|ulcers?|ulceration|examination|cavity|thrush|candidiasis|contracepti\w+|bicarbonate|"
    r"alimentation|lesions?|mannitol|volume|diet|hygiene|aphthae|supplement\w*|tolerance|anticoagula\w+)\b"
)
_ADVERB = re.compile(r"(?:\w+ly|i\.v\.?|iv|p\.o\.?|po|s\.c\.?|sc|i\.m\.?|im|per os|by mouth|sq)$")
_FORM = r"(?:infusions?|injections?|pulses?|bolus(?:es)?|route|administration|drip|form)"
_JOINED = re.compile(
    rf"[\s\-]*(?P<form>{_FORM}\s*)?(?:(?:once|twice|weekly|daily|monthly|a week|a day|a month)\s*){{0,2}}"
    r"(?:,|and\b|with\b|plus\b|together\b|along\b)"
)
_TOGETHER = re.compile(r",? (?:and |plus |with )?")
_DAILY = re.compile(r"(?:daily|(?:per|a|each) day)$")


def of_anybody(behind: str, clause: str, whole: str) -> str | None:
    """The modal that makes a drug advice or supposition: behind it, or in its clause where nothing is past."""
    if "whether" in clause and under_way(clause):
        return None  # "whether rituximab can be stopped": it is being given
    if match := _MODAL_BEHIND.match_in(behind, whole):
        return match.group().strip()
    modal = _MODAL.search_in(clause, whole)
    return modal.group() if modal and not has_past(clause) else None


def is_step(gap: str, behind: str) -> bool:
    """Whether an amount is how much a dose was changed by: ``reduced by 5 mg a month``, ``in 2.5-mg decrements``."""
    return _STEP_AHEAD.search(gap) is not None or _STEP_BEHIND.match(behind) is not None


def is_of_other_matter(behind: str) -> bool:
    """Whether a route with the words ``behind`` it is that of something that is no drug: ``intravenous fluids``."""
    return _OTHER_MATTER.match(behind) is not None


def closes(route: str, behind: str) -> bool:
    """Whether a ``route`` belongs to the drug before it although another one follows: ``10 mg orally and``."""
    joined = _JOINED.match(behind)
    return joined is not None and (joined["form"] is not None or _ADVERB.match(route) is not None)


def taken_daily(between: str, printed: str) -> bool:
    """Whether the next of a list tells how often for both: ``prednisolone 5 mg and azathioprine 100 mg daily``."""
    return _TOGETHER.fullmatch(between) is not None and _DAILY.search(printed) is not None
