"""Routes of drugs: the adjective ahead of a name, or what stands behind it and is not of the next drug.

``oral prednisolone`` · ``methotrexate 15 mg/m2 weekly, subcutaneously`` · ``subcutaneous heparin (enoxaparin)``.
"""

import re

from extractors.doses import PrintedDose
from extractors.drug_clauses import closes, is_of_other_matter
from extractors.gates import Gated
from extractors.lexicon import Hit, drugs
from extractors.reading import Sentence
from schemas.values import Route

_ROUTES: dict[Route, str] = {
    "intravenous": r"intravenous(?:ly)?|intra-venous(?:ly)?|i\.v\.?|iv|endovenous|parenteral infusion",
    "oral": r"oral(?:ly)?|per os|p\.o\.?|po|by mouth|peroral(?:ly)?|enteral(?:ly)?|tabs?\.?|tablets?|capsules?",
    "subcutaneous": r"subcutaneous(?:ly)?|sub-cutaneous(?:ly)?|s\.c\.?|sc|subcut|sq|under the skin",
    "intramuscular": r"intramuscular(?:ly)?|i\.m\.?|im",
    "topical": r"topical(?:ly)?|eye ?drops|ointment|cream",
    "inhaled": r"inhaled|inhalations?|nebuli[sz]ed|nebuli[sz]ers?|nebuli[sz]ation|inhalers?|aeroso(?:l|ls|li[sz]ed)",
}
ROUTE = "|".join(f"(?P<r{index}>{words})" for index, words in enumerate(_ROUTES.values()))
ADJECTIVE = (
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
_ROUTE_AHEAD = Gated(rf"\b(?:{ROUTE})[\s\-]+{ADJECTIVE}{{0,5}}\(?$")
_ROUTE_BEHIND = re.compile(rf"(?<![\w.])(?:{ROUTE})(?![\w])")
_NEAR = 12  # characters between a drug and the route that is printed right behind its doses


def route_of(sentence: Sentence, span: tuple[int, int, int, int], doses: list[PrintedDose]) -> Route | None:
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
            and re.fullmatch(rf"[\s\-]+{ADJECTIVE}{{0,5}}\(?", rest)
            and not closes(match.group(), rest)
        )
        if sentence.passage.kind == "cell" and not _answers(sentence, end, end + match.start(), doses):
            return None
        if not next_drug and not re.search(r";|\.\s|\bfollowed by\b|\bthen\b", words):
            return _which(match)
    return None


def route_of_class(sentence: Sentence, hits: list[Hit], index: int) -> Route | None:
    """``subcutaneous low molecular weight heparin (enoxaparin)``: the route of the class that the bracket names."""
    if not index or hits[index - 1].term.name != drugs()[hits[index].term.name]["class"]:
        return None
    start, end = sentence.chars(hits[index - 1])
    bracket = re.fullmatch(r"\s?\([^();]{0,25}", sentence.between(end, sentence.chars(hits[index])[0]))
    ahead = _ROUTE_AHEAD.search_in(sentence.between(max(sentence.first, start - 70), start), sentence.lowered)
    return _which(ahead) if bracket and ahead else None


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


def _which(match: re.Match[str]) -> Route:
    return next(route for index, route in enumerate(_ROUTES) if match[f"r{index}"])
