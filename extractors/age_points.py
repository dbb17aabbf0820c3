"""An age told as a point of time: ``until her seventh birthday``, ``aged 10 at onset``, ``who had just turned 13``.

Groups are those of ``age_patterns``; ``birthday`` is an age told by its birthday. A ``point`` may as well be a time of
the course ("at 2 years CK was normal"): it is an age only of somebody of whom no other is told, before any treatment.
"""

from extractors.gates import Gated
from extractors.person_words import BIRTHDAYS, NUMBER

MONTHS = r"(?P<months>\d{1,2}|one|two|three|four|five|six|seven|eight|nine|ten|eleven)"
AND_MONTHS = (  # "8 years, 4 months after" is no age of 8 years and 4 months
    rf"(?:(?:,(?![ ][a-z0-9]+[ ]months[ ](?:after|before|ago|later|earlier|prior|into)\b))?[ ](?:and[ ])?"
    rf"{MONTHS}[ ]months\b|(?P<half>[ ](?:and[ ]a[ ]half\b|1/2))|[ ](?P<twelfths>\d{{1,2}})/12)?"
)
_UNIT = r"(?P<unit>years?\b|yrs?\b\.?|y\b\.?|months?\b)"
_OLD = r"(?:[ -](?:old|of[ ]age|of[ ]life)\b)?"
_ABOUT = r"(?:(?:about|around|approximately|roughly|only|just|barely|nearly|almost|(?:just[ ])?(?:over|under))[ ])?"
_END = r"(?!\d)(?![.,]\d)(?=[ ]?[,.;:)\]]|$|[ ](?:and|when|with|because|for|after|but|years?|at|on|in)\b)"
_NO_SPAN = (
    r"(?!,?[ -](?:after|later|before|post|from|of|into|follow\w*|on|since|prior|earlier|ago|intervals?|apart|duration|"
    r"treatment|therapy|history|(?:to|and|or)[ ]\d)\b|[ ]?[-–±][ ]?\d)"
)
_ALONE = r"(?<!median )(?<!mean )(?<!average )"
_MANY = "".join(
    rf"(?<!{noun} )(?<!{noun} \()(?<!{noun}, )"
    for noun in "patients children girls boys adults women men those people controls subjects siblings".split()
)
_MET = (
    r"(?P<when>onset|presentation|diagnosis|admission|referral|consultation|visit|evaluation|assessment|"
    r"first[ ](?:symptoms?|signs?|visit|consultation|falls?)|hospitali[sz]ation|examination)"
    r"(?:[ ]of[ ](?:(?:the|her|his)[ ])?(?:symptoms?|weakness|disease|illness))?"
)
_WHICH = r"(?:(?:the|time|of|first|initial|disease|symptom|clinical|her|his|our|that|this)[ ]){0,4}?"
_WHO = r"(?:she|he|who|the[ ](?:patient|girl|boy|child))"
_SUBJECT = (
    r"(?:(?:she|he|who|girl|boy|child|infant|patient|woman|man|proband)(?:[ ]\d{1,2}|[ ][a-h])?|"
    r"(?:case|p)[ ]?(?:\d{1,2}|[a-h]))(?:[ ]\((?:fe)?male\))?"
)

POINTS = (
    # "until her seventh birthday", "a month before his 8th birthday"
    Gated(
        r"(?:\b(?P<since>until|since|from|after|before|around|near|by|on|at|of|about|to|celebrated|passed|"
        r"had)[ ])(?:about[ ])?"
        rf"(?:her|his|the)[ ](?P<birthday>{'|'.join(BIRTHDAYS)}|\d{{1,2}}(?:st|nd|rd|th))[ ]birthday\b"
    ),
    # "had turned 13", "until he turned five"
    Gated(
        rf"\b(?:she|he|who|had|just|recently|child|girl|boy|patient|before|after|upon|since|when)[ ]"
        rf"(?P<since>turn(?:ed|ing))[ ](?P<years>{NUMBER})"
        r"(?:[ ]years)?(?=[ ]?[,.;)]|$|[ ](?:when|and|in|with|but|was|a|two|three|at|on)\b)"
    ),
    # "there were no problems until 12"
    Gated(rf"\b(?P<point>until|till)[ ](?P<years>{NUMBER})(?=[ ]?[.;)](?!\d)|,[ ](?!\d)|$)"),
    # "She was then ten.", "she was 10 1/2 when seen", "He was 10 years and 6 months."
    Gated(
        rf"\b(?:she|he)[ ](?P<since>was)[ ](?:then[ ]|just[ ]|all[ ]of[ ])?{_ABOUT}(?P<years>{NUMBER})"
        rf"(?:[ ]years{AND_MONTHS})?"
        r"(?=[.;](?!\d)|,[ ](?!\d)|$|[ ](?:when[ ](?:first[ ])?seen|at[ ]that[ ]time|and[ ][a-z]+ed)\b)"
    ),
    # notes, as in: Age: 10 years; in brackets, age: 13
    Gated(
        rf"(?:^|[.;][ ]|\()(?P<since>age)[:,][ ](?P<years>{NUMBER})(?:[ ]?{_UNIT}{AND_MONTHS}{_OLD})?"
        r"(?=[.;)](?!\d)|,[ ](?!\d)|$)"
    ),
    # "she was 10 at onset", "Patient 2 was aged 9 years when first seen"
    Gated(
        rf"\b{_SUBJECT}[ ](?P<since>was|had[ ]been)[ ](?:then[ ])?(?:aged[ ])?{_ABOUT}(?P<years>{NUMBER})"
        rf"(?:[ ]{_UNIT}{AND_MONTHS})?"
        rf"{_OLD}[ ](?:at|on|upon)[ ]{_WHICH}{_MET}\b"
    ),
    # "Patient 1 was 6 and patient 2 was 9 years old"
    Gated(
        rf"\b(?:patient|case|p)[ ]?(?:\d{{1,2}}|[a-h])[ ](?P<since>was)[ ](?:aged[ ])?(?P<years>{NUMBER})"
        r"(?=,?[ ](?:and|but|while|whereas)[ ](?:patient|case|p)[ ]?(?:\d{1,2}|[a-h])\b)"
    ),
    # "At presentation she was 13", "On admission, the girl was nine"
    Gated(
        rf"\b(?:at|on|upon)[ ]{_WHICH}(?:{_MET}|time),?[ ]{_WHO}[ ](?P<since>was)[ ](?:aged[ ])?{_ABOUT}"
        rf"(?P<years>{NUMBER})(?:[ ]{_UNIT}{AND_MONTHS}{_OLD})?{_END}"
    ),
    # her age at presentation was 13; age at onset: 6 yr
    Gated(
        rf"\b{_ALONE}(?P<since>age)[ ](?:at|on|of)[ ]{_WHICH}{_MET}(?:[ ]was|[ ]of|:|,|[ ]=)?[ ]{_ABOUT}"
        rf"(?P<years>{NUMBER})(?:[ ]?{_UNIT}{AND_MONTHS})?(?![ ]?(?:to|-|and|or|±)[ ]?\d|,[ ]\d|[.]?\d)"
    ),
    # notes, as in: Onset: 6 years; F, onset 4 y
    Gated(
        rf"(?P<ill>\bonset)(?P<since>:|)[ ](?:age[ ])?(?P<years>{NUMBER})[ ]?{_UNIT}{AND_MONTHS}"
        rf"(?![ ]?[-/±]\d){_NO_SPAN}"
    ),
    # as in: Aged 12, she noticed; at the fourth visit, aged 13
    Gated(
        rf"{_MANY}(?<!now )(?<!currently )(?<!today )\b(?P<since>aged)[ :]{{1,2}}(?:of[ ])?{_ABOUT}(?P<years>{NUMBER})"
        rf"(?:[ -](?:(?P<unit>years?|yrs?|months?)\b{AND_MONTHS}{_OLD}))?"
        r"(?=[ ]?[,.;)\]](?!\d)|$|[ ](?:when|with|because|she|he|the|at)\b)"
    ),
    # "(13 years)" behind who or what was seen: "she (13 years)", "At first consultation (15 y)"
    Gated(
        rf"\b(?:she|he|visit|consultation|presentation|admission|referral|diagnosis|onset|examination)[ ]"
        rf"(?P<since>\()(?:aged[ ])?(?P<years>{NUMBER})[ ]?{_UNIT}{AND_MONTHS}{_OLD}\)"
    ),
    # "hospitalised in Tunis at 8 years for", "normal until 4 years, when", "first noted, at 10 months of life,"
    Gated(
        rf"\b(?P<point>at|until|till|from|around|by(?=[^.;]{{1,25}}of[ ]age))[ ](?:the[ ]age[ ]of[ ])?"
        rf"{_ABOUT}(?:around[ ])?(?P<years>{NUMBER})[ ]{_UNIT}{AND_MONTHS}{_OLD}(?:[ ]onwards?)?{_NO_SPAN}"
    ),
    # "at 4 she started", "and at 7 a CK of", "By the time she was 12 she"
    Gated(
        rf"(?:^|[.;:,][ ]|\band[ ]|\bbut[ ])(?P<point>at|by|when|by[ ]the[ ]time[ ](?:she|he)[ ]was)[ ]"
        rf"(?P<years>{NUMBER})(?=,?[ ](?:she|he|her|his|the[ ](?:boy|girl|child|parents)|"
        r"an?[ ](?:diagnosis|biopsy|ck|creatine|high|raised|elevated))\b)"
    ),
    # "was admitted at 14 because of", "declared itself at 15 with"
    Gated(
        r"\b(?:admitted|referred|seen|presented|hospitali[sz]ed|diagnosed|brought|made|done|performed|confirmed|"
        rf"established|noticed|(?P<ill>began|started|appeared|itself))[ ](?P<point>at)[ ](?P<years>{NUMBER})"
        r"(?=[ ](?:because|for|with|after|when)\b|[ ]?[,.;)](?!\d)|$)"
    ),
    # "having been ill since 9"
    Gated(
        rf"\b(?P<ill>ill|weak|unwell|symptomatic|affected|present|noticed|noted)[ ]"
        rf"(?P<since>since|from)[ ](?P<years>{NUMBER})(?=[ ]?[.;)](?!\d)|,[ ](?!\d)|$)"
    ),
    # "lost the ability to rise at seven", "first fell in 2009, at 7."
    Gated(
        r"\b(?:lost|first|diagnos\w*|weak\w*|falls?|fell|symptoms?|stopped|unable|ill)\b[^.;:]{0,45}?(?<!was)(?<!were)"
        rf"(?<!remained)(?<!peaked)(?<!stayed)(?<!ck)[ ](?P<point>at)[ ](?P<years>{NUMBER})"
        r"(?=[ ]?[.;)](?!\d)|,[ ](?!\d)|$)"
    ),
)
