"""Words around a dose that say whose it is, where the nearest drug is not the one: ``X was added to Y at 2 g/kg``.

All words are in lower case: ``gap`` stands between a drug and the dose behind it, ``behind`` behind the dose.
"""

import re

_CAP = re.compile(
    r"(?:[ ,;(]*up to|(?:[^;.]{0,40}?[ ,;(])?(?:with )?(?:a )?(?:(?:to )?(?:a )?max(?:imum|imal|\.)?"
    r"(?: (?:daily|single|total))?(?: dos(?:e|age))?|(?:but )?not (?:to )?exceed(?:ing)?|capped at|"
    r""
    r"≤|<))(?: of)?(?: a)?[ :]*"
)
_SPREAD = re.compile(r"\b(?:median|mean|average)\b[^.;,()\d]{0,40}$")
_FLUID = r"(?:saline|fluids?|water|ringer\w*|dextrose|glucose|milk|juice|crystalloids?|hydration|lactate|blood|plasma)"
_FLUID_AHEAD = re.compile(rf"\b{_FLUID}\b")
_FLUID_BEHIND = re.compile(rf" ?(?:of )?(?:[\w.%-]+ ){{0,2}}?{_FLUID}\b")
_TO_ANOTHER = re.compile(
    r"(?:[^,;.]{0,25}? (?:was|were|had been|has been)(?: then| later)? (?:[a-z]+ly )?(?:substituted for|added to|"
    r"combined with|exchanged for|(?:given|used|started|introduced|administered|prescribed) "
    r"(?:to (?:the |our )?[a-z]+ )?(?:in place|instead|in lieu|on top) of|(?:given|started|used) in addition to)|"
    r"[^,;.]{0,12}? (?:replaced|took the place of|was a substitute for)|,? (?:\()?(?:replacing|in place of|instead of|"
    r"in lieu of|in exchange for|in addition to|on top of)) (?:the |her |his |oral |intravenous )*"
)
_ANEW = re.compile(
    r"\)?,? (?:(?:(?:was|were) )?(?:given|started|begun|introduced|initiated|administered|prescribed|titrated|"
    r"increased|and (?:was )?(?:titrated|increased|raised))? ?)?(?:[a-z]+ly )?(?:at|in|to|up to)(?: an?)?"
    r"(?: (?:initial|starting|daily|weekly|monthly))?(?: dos(?:e|age) of)? (?:about )?"
)
_AT = re.compile(
    r"\b(?:at|to|of|with|on)(?: an?)?(?: (?:initial|starting|daily|weekly|reduced|lower|higher))?"
    r"(?: dos(?:e|age) of)? $"
)
_COMPANY = re.compile(
    r"[\s,)]*(?:(?:subcutaneously|orally|intravenously|intramuscularly|sc|s\.c\.|po|p\.o\.|iv|i\.v\.|im|by mouth|"
    r"once weekly|weekly|daily|monthly)[\s,)]+)?"
    r"(?:(?:together|along|combined|in combination|in association|concomitantly) )?"
    r"(?:with|plus|alongside|accompanied by|under cover of|covered by)\b"
)


def is_cap(words: str) -> bool:
    """Whether the words between a dose by weight and the next amount make that a bound: ``30 mg/kg (maximum 1 g)``."""
    return _CAP.fullmatch(words) is not None


def is_average(ahead: str) -> bool:
    """Whether the words ahead of a dose make it one of a group: ``at a median starting dose of 1 mg/kg``."""
    return _SPREAD.search(ahead) is not None


def is_fluid(gap: str, behind: str) -> bool:
    """Whether an amount is one of fluid and of no drug: ``saline was given at 200 mL per hour``."""
    return _FLUID_AHEAD.search(gap) is not None or _FLUID_BEHIND.match(behind) is not None


def is_of_the_other(between: str, gap: str) -> bool:
    """Whether a dose behind a drug is of the one before it: ``X was substituted for Y at 600 mg/m2``.

    ``between``: the words between the two.
    """
    return _TO_ANOTHER.fullmatch(between) is not None and _ANEW.fullmatch(gap) is not None


def goes_with(gap: str, ahead: str) -> bool:
    """Whether the drug behind a dose only comes with the one before: ``was resumed at 10 mg/m2 with ondansetron``."""
    return _AT.search(gap) is not None and _COMPANY.match(ahead) is not None
