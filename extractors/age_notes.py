"""Sex and age in notes: ``Case: 52F``, ``Age 14, female``, ``Case 1 (boy, 4 years)``; groups as in ``age_patterns``."""

from extractors.age_points import AND_MONTHS
from extractors.gates import Gated
from extractors.person_words import NUMBER

# "Case: 52F, never-smoker": at the beginning of a note.
_NOTED = Gated(
    r"(?:^|: |\. )(?P<years>\d{1,3})[ ]?(?:y/?o\.?[ ]?|(?:y|yrs?|years)(?:[,;/]|\b)[ ]?)?"
    r"(?P<noun>[mf]|(?:fe)?male)(?=[.,;: ]|$)"
)
# "R.G., 12 years, female, who consulted"
_YEARS_SEX = Gated(
    rf",[ ](?:aged[ ])?(?P<years>{NUMBER})[ ]?(?P<unit>years?|yrs?|months?)(?:[ ]old)?[,;][ ]"
    r"(?P<noun>female|male|girl|boy)(?=[,;.])"
)
# a line of notes, as in: Age 14, female; or age and sex with colons
_AGE_SEX = Gated(
    rf"(?:^|[.:][ ])aged?:?[ ](?P<years>{NUMBER})(?:[ ]?(?P<unit>years?|yrs?\.?|y|months?|mo)\b)?(?:[ ]old)?[,;/][ ]"
    r"(?:(?:sex|gender):?[ ])?(?P<noun>female|male|girl|boy|woman|man|f|m)(?=[,:;.) ]|$)"
)
# "Girl, 13 years.", "Female patient; age 13; weakness": a line of notes
_SEX_AGE = Gated(
    r"(?:^|[.:][ ])(?P<noun>female|male|girl|boy|woman|man|[fm](?=,))(?:[ ](?:patient|child))?[,;/][ ](?:aged?:?[ ])?"
    rf"(?P<years>{NUMBER})(?:[ ]?(?P<unit>years?|yrs?\.?|y|months?|mo)\b{AND_MONTHS}(?:[ -](?:old|of[ ]age))?)?"
    r"(?=[,;)]|\.(?!\d)|$)"
)
# "Case 1 (boy, 4 years)", "Patient 2: F, 6 y", "Case 3 (8 y/M)": notes behind the name of a patient
_NAMED_SO = (  # the sign first, by which a search is fast
    r"(?:[(](?:(?<=[ ][a-h\d][ ].)|(?<=[ ]\d\d[ ].)|(?<=\bp\d[ ].)|(?<=et al\.[ ].))|"
    r"[:,.][ ](?:(?<=[ ][a-h\d]..)|(?<=[ ]\d\d..)|(?<=\bp\d..)))"
)
_NOTE_NOUN = r"(?P<noun>female|male|girl|boy|woman|man|f|m)"
_NOTE_AGE = (
    r"(?P<years>\d{1,2}(?:\.\d)?)[ -]?(?P<unit>years?|yrs?|y|months?|mo)?\b\.?"
    r"(?:[ ,]{1,2}(?P<months>\d{1,2})[ ]?(?:months?|mo|m)\b)?(?:[ -]old)?"
)
_NOTE_END = r"(?=[),;.]|$)"
_LABEL_NOTES = (
    Gated(rf"{_NAMED_SO}{_NOTE_NOUN}[ ]?[,;/ ][ ]?(?:aged?[ ])?{_NOTE_AGE}{_NOTE_END}"),
    Gated(rf"{_NAMED_SO}(?:aged?[ ])?{_NOTE_AGE}[ ]?[,;/ ][ ]?{_NOTE_NOUN}{_NOTE_END}"),
)
_SUDDEN = Gated(r"^[ ]?(?P<years>\d{1,3})[ ]?(?:y/?o\.?[ ]?)?(?P<noun>[mf])(?=[.,;: ])")

NOTES = (*_LABEL_NOTES, _SUDDEN, _NOTED, _AGE_SEX, _SEX_AGE, _YEARS_SEX)
