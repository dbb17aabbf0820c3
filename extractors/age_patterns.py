"""How a text tells an age: ``A 34-year-old woman``, ``a girl aged 11 years``, ``fell ill at 6 years``.

Each pattern has the age as ``years``, ``short`` or ``small`` (with ``unit``); ``noun`` is the person, ``since`` an age
told as a point of time, ``ill`` one at which the illness began.
"""

from extractors.age_notes import NOTES
from extractors.age_points import AND_MONTHS, MONTHS, POINTS
from extractors.gates import Gated, any_of
from extractors.person_words import NEUTRAL, NOUN, NUMBER

_GAP = r"[ -]{0,3}"
_YEARS = r"(?:years?|yrs?\.?|y(?![a-z/]))"
# Up to five words of origin, race, history or trade between age and noun ("previously healthy Japanese").
_WORDS = (
    r"(?:[\s,]{1,2}(?!(?:and|with|who|whose|was|is|had|of|by|presented|in|to|when|her|his|she|he|as|"
    r"at|follow\w*|history|"
    r"survival|duration|period|later|ago|after|course|since|before)\b)[a-z][\w'/-]{1,20}){0,5}?"
)
_OLD = (
    rf"(?P<years>{NUMBER})"
    rf"{_GAP}{_YEARS}(?:,?{_GAP}(?:and[ -])?{MONTHS}{_GAP}(?:months?|mo|m(?=[ -]old)))"
    rf"?{_GAP}(?:olds?\b|of age\b)"
)
_OLD_SHORT = rf"(?P<short>\d{{1,3}}){_GAP}(?:y\.?/?o\.?(?![a-z])|yo\b|yr\.? ?old)"
_UNIT_OLD = rf"(?P<small>{NUMBER}){_GAP}(?P<unit>months?|mos?\.?|weeks?|wks?\.?|days?){_GAP}(?:olds?\b|of age\b)"
_AGE_NOUN = Gated(
    rf"(?<![\w.])(?:(?P<article>an?|the|this|our|another|her|his|their|one|first|second)(?:[ ]|(?=\d))"
    rf")?(?:(?:previously|formerly|otherwise)[ ][a-z]+[ ]|[a-z]+[ ](?=\d|[a-z]))??(?:{_OLD}|{_OLD_SHORT}|{_UNIT_OLD})"
    rf"(?:{_WORDS}[\s,]{{1,2}}(?:{NOUN}\b|(?P<sign>[fm])(?=[ ](?:with|was|who|had|[a-z]{{3,}}ed)\b)))?"
)
_YEAR_NOUN = Gated(
    rf"(?<![\w.])(?:(?P<article>an?|the|this|our|another)[ ])(?P<years>{NUMBER}){_GAP}(?:years?|yrs?|y)"
    rf"(?:{_WORDS})[\s]{NOUN}\b"
)
_NOUN_AGED = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|her|his|one)[ ](?:(?!of\b|was\b|were\b|is\b|"
    rf"patient\b|case\b)[a-z-]+[ ]){{0,3}}?)?{NOUN}(?:[ ](?:{NEUTRAL}))?,?[ ](?:who[ ]was[ ])?"
    rf"\(?(?:aged?(?:[ ]of)?|of)[ ](?P<years>{NUMBER})"
    rf"(?:(?:[ ]|-)(?P<unit>years?|yrs?|y|months?|weeks?|days?)\b)?(?:,?[ ](?:and[ ])?"
    rf"{MONTHS}[ ]months(?![ ](?:after|before|ago|later|earlier|prior|into|of[ ](?!age))))?"
    rf"(?![ ]?(?:to|-|and)[ ]?\d|[.,]?\d|[ ]?(?:k?g|cm|m|lbs?|pounds?)\b"
    # "the younger brother of two healthy girls"
    r"|[ ](?:[a-z-]+[ ]){0,2}?(?:girls|boys|children|sisters|brothers|siblings|sons|daughters)\b)"
)
_NOUN_OLD = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|her|his|one)[ ](?:[a-z-]+[ ]){{0,2}}?)?{NOUN},[ ](?P<years>{NUMBER})"
    r"[ -](?P<unit>years?)"
    r"(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ -]months?)?[ -](?:old|of age)\b"
)
# "Female patient of 15 years of age, resident of ...", "A male child of 8 years of age"
_NOUN_OF_AGE = Gated(
    rf"(?:\b(?P<article>an?|the|this|our|another|one)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,2}}?"
    rf"|(?:^|[.:][ ])(?:(?!(?:an?|the|this|our|his|her|their|any|each|every|in|of|for|when|if)\b)[a-z-]+[ ]){{0,2}}?)"
    rf"{NOUN}(?:[ ](?:{NEUTRAL}|schoolchild|schooler|sex)\b)?,?[ ](?:of[ ]|with[ ])?(?P<years>{NUMBER})[ ]"
    r"(?P<unit>years?|months?)(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ ]months?)?[ ](?:old|of[ ]age)\b"
    r"(?!,?[ ](?:fe)?male\b)"
)
_AT_AGE = Gated(
    rf"\b(?:(?P<since>since|from|at|by)[ ])?(?:the[ ]|an[ ])?age[ ](?:of[ ])?(?P<years>{NUMBER})"
    rf"(?:(?:[ ]|-)(?P<unit>years?|yrs?|y|months?)\b)?{AND_MONTHS}"
    rf"(?!\s?(?:to|-|and)\s?\d)"
)
# Named by title and initial, as in: Mrs D., 44 years, secretary.
_TITLED = Gated(
    rf"\b(?P<noun>mrs|mr|ms|miss|master)\b\.?[ ][a-z]\b\.?(?:[ -]?[a-z]\b\.?)?"
    r"(?:,| \(|,? aged?)[ ]?(?:an?[ ](?:[a-z-]+[ ]){1,3}(?:of|aged)[ ])?"
    rf"(?P<years>{NUMBER})(?:[ -]?(?P<unit>years?|yrs?|y)\b(?:[ -]old\b)?|(?=[,)]))"
)
# "a 30-year-old assay" is no person; "a 66-year-old farmer" is one.
# "At 2 years and 3 months he began": an age, where a pronoun follows; a point in time of the illness has none.
_AT_YEARS = Gated(
    rf"\b(?P<since>at)[ ](?P<years>{NUMBER})[ ]years{AND_MONTHS}"
    rf"(?=,?[ ](?:he|she|the (?:boy|girl|child))[ ])"
)
# "weakness began at 12.4 years", "symptoms had set in at the age of 20 months"
_ILL_AT = Gated(
    rf"\b(?P<ill>weakness|symptoms?|illness|disease|complaints?|onset|myalgia|pain)[ ]"
    rf"(?:(?!from\b|of\b|free\b)[a-z]+[ ]){{0,3}}?(?:began|begun|started|set[ ]in|appeared|was)[ ]"
    rf"(?P<since>at)[ ](?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})"
    rf"[ ](?P<unit>years?|months?)\b{AND_MONTHS}"
    r"(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|on[ ]average)|\s?[(,]?\s?(?:range|median|mean)\b)"
)
# "a boy with onset at 5 years of age", "whose disease onset was at 14 months"
_ONSET_AT = Gated(
    rf"\b(?P<ill>onset|first[ ](?:symptoms?|signs?|complaints?))[ ](?:of[ ](?:the[ ])?"
    rf"(?:[a-z]+[ ]){{1,2}})?(?:was[ ])?(?:only[ ])?(?P<since>at)[ ](?:the[ ]age[ ]of[ ]|age[ ])?(?P<years>{NUMBER})[ ]"
    rf"(?P<unit>years?|months?)\b{AND_MONTHS}"
    r"(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|on[ ]average)|\s?[(,]?\s?(?:range|median|mean)\b)"
)
# "At 19 months she could no longer climb stairs", "At 3 years her parents noticed that he fell often": what was lost.
_LOST_AT = Gated(
    rf"(?:^|[.;:][ ])(?P<since>at)[ ](?P<years>{NUMBER})[ ](?P<unit>months?|years?){AND_MONTHS}(?:[ ]of[ ]age)?,?[ ]"
    rf"(?=(?:he|she|(?:the|her|his)[ ](?:boy|girl|child|"
    rf"parents|mother|father|family|teachers?|grandmother))\b)"
    rf"(?P<ill>(?:(?!after|improv|better|easi|treat|therap|infusion|follow|relaps)[^.;]){{0,60}}?\b"
    rf"(?:no[ ]longer|stopped|lost[ ]the|ceased|could[ ]not|unable|difficult\w*|weak\w*|fell|falls|falling|"
    r"limp\w*|waddl\w*|clums\w*|tired\w*)\b)"
)
# "Infusions were replaced from the age of six": when a treatment changed, not when the illness began.
# "was brought to us aged 8 years": the age at a visit, without "age". Not "at the last visit, aged 13 years".
_COMES_AGED = Gated(
    rf"\b(?P<since>presented|referred|seen|brought|admitted|diagnosed|evaluated|examined|came|hospitali[sz]ed|became|fell)"
    rf"(?:[ ](?!last\b|follow|again\b|children\b|patients\b|with\b)[a-z]{{1,12}}){{0,4}},?[ ]aged[ ](?P<years>{NUMBER})"
    rf"(?:[ ](?P<unit>years?|yrs?|y|months?|weeks?)\b)?{AND_MONTHS}"
    rf"(?!\s?(?:to|-|and)\s?\d)"
)
# "She presented at 6 years with ...": the age of the onset; "at 2 years after the diagnosis" is none.
_COMES_AT = Gated(
    rf"\b(?P<since>presented|diagnosed|fell[ ]ill|became[ ](?:ill|weak)|seen[ ]first|(?:first|initially)[ ]seen)"
    rf"(?:[ ](?!last\b|again\b|with\b)[a-z]{{1,12}})?[ ]at[ ](?P<years>{NUMBER})[ ]"
    rf"(?P<unit>years|months){AND_MONTHS}"
    r"(?![ ](?:after|later|post|from|into|of[ ](?!age\b)))"
)
# "fell ill at 6", "became weak at eleven": nothing else happens at a bare number to who falls ill
_FELL_ILL_AT = Gated(
    rf"\b(?P<ill>(?:fell|fallen|became|become|taken)[ ](?:ill|weak|sick|symptomatic))[ ](?P<since>at)[ ]"
    rf"(?:only[ ]|about[ ])?(?P<years>{NUMBER})(?=[ ]?[,.;)](?!\d)|$|[ ](?:with|and|but|after|when|while)\b)"
)
# "A boy, 11 years, had", "An adolescent male (15 y 4 mo) was": the age in an aside
_NOUN_ASIDE = Gated(
    rf"\b(?:(?P<article>an?|the|this|our|another|one)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,3}}?)?{NOUN}"
    rf"(?:[ ][a-z]\.[ ]?[a-z]\.?)?(?:,[ ](?P<years>{NUMBER})[ ](?P<unit>years)(?=,[ ]|[ ]was\b|[ ]had\b)|"
    r"[ ][(\[](?:aged?[:,]?[ ])?(?P<short>\d{1,2})[ ]?(?:years?|yrs?\.?|y\.?)"
    r"(?:[ ,]{1,2}(?P<months>\d{1,2})[ ]?(?:months?|mo|m))?[)\]])"
)
# sex and age in brackets, as in: The patient (female, 34 years) was seen; a teacher (a woman, 71 years old)
_SEX_ASIDE = (
    Gated(
        rf"\((?:an?[ ])?(?P<noun>female|male|girl|boy|woman|man|f|m)[ ]?[,;/]?[ ](?:of[ ])?"
        rf"(?:aged[ ](?P<short>\d{{1,2}})|(?:aged[ ])?(?P<years>{NUMBER})[ -]?(?P<unit>years?|yrs?\.?|y|months?|mo)"
        rf"(?:[ ,]{{1,2}}(?:and[ ])?{MONTHS}[ ]?(?:months?|mo|m))?(?:[ -](?:old|of[ ]age))?)(?=[);,])"
    ),
    Gated(
        rf"\((?:aged[ ])?(?P<years>{NUMBER})[ -]?(?P<unit>years?|yrs?\.?|y|months?|mo)(?:[ -](?:old|of[ ]age))?"
        r"[ ]?[,;/]?[ ]?"
        r"(?P<noun>female|male|girl|boy|woman|man|f|m)(?=[);,])"
    ),
    Gated(r"\((?P<noun>[fm])[ ]?/[ ]?(?P<years>\d{1,2})(?=\))"),
)
# "On the second day of life", "at day 5 of life"
_DAY_OF_LIFE = Gated(
    r"\b(?P<since>on|at|from|by)[ ](?:the[ ])?(?:(?P<unit>day)[ ](?P<small>\d{1,2})|"
    r"(?P<years>first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)[ ]day)[ ]of[ ]life\b"
)
# "Hypotonia was present at birth"
_AT_BIRTH = Gated(
    r"\b(?<!no )(?<!without )(?<!not )(?P<ill>hypotoni\w*|weak\w*|flopp\w*|symptoms?|symptomatic|onset|contractures?)"
    r"(?:[ ](?!not\b|after\b|absent\b)[a-z]+){0,3}[ ](?P<since>at|since|from)[ ](?P<small>birth)\b"
)
_PERSON = r"(?P<noun>girl|boy|woman|man|lady|gentleman|female|male|child|infant|adolescent|teenager|patient)"
# "A girl of eleven had", "a female adolescent of 13 with": years without the word
_OF_NUMBER = Gated(
    rf"\b(?P<article>an?)[ ](?:[a-z-]+[ ]){{0,3}}?{_PERSON}(?:[ ](?:{NEUTRAL}))?[ ](?:of|aged)[ ]"
    rf"(?P<years>{NUMBER})(?=[ ]?[,.;)](?!\d)|$|[ ](?:was|had|with|who|whose|[a-z]{{3,}}ed)\b)"
)
# "A nulliparous woman, 31, developed"
_IN_COMMAS = Gated(
    rf"\b(?P<article>an?|our|the|this)[ ](?:[a-z-]+[ ]){{0,3}}?{_PERSON},[ ](?P<years>[1-9]\d|{NUMBER}),[ ]"
    r"(?=[a-z])(?!and[ ]|or[ ])(?![a-z ]{0,20}\d)"
)
# "Since he was 8 he had had", "began when she was six": the age without "years old"
_SINCE_WAS = Gated(
    rf"\b(?P<since>since|when)[ ](?:(?:he|she|the[ ](?:girl|boy|child|patient))[ ]was|aged)[ ]"
    rf"(?:only[ ]|just[ ]|about[ ])?(?P<years>{NUMBER})"
    rf"(?=[ ]?[,.;)](?!\d)|$|[ ](?:years[,.;]|he|she|and|with|by|because|for|after|recurrent|[a-z]{{3,}}ed)\b)"
)
# "The age of the patient at presentation was 43 years", "Her age at onset was 6 years"
_AGE_WAS = Gated(
    rf"\b(?:(?:her|his|whose|patient's|child's|girl's|boy's)[ ]age|age[ ]of[ ](?:the|our|this)[ ]"
    rf"(?:patient|child|girl|boy|woman|man|infant)(?:,[ ][^,.;]{{3,25}},)?)"
    rf"(?:[ ](?:at|when|on)[ ](?:[a-z]+[ ]){{0,3}}?(?P<when>[a-z]+))?"
    rf"[ ](?:was|is)[ ](?P<years>{NUMBER})(?:[ ](?P<unit>years?|yrs?|months?)\b)"
    rf"(?:,?[ ](?:and[ ])?{MONTHS}[ ]months)?"
)
# "The girl was 8 years and 2 months at onset", in brackets: age at onset 8 years
_WAS_AT = (
    Gated(
        rf"\b(?P<since>was)[ ](?:only[ ])?(?P<years>{NUMBER})[ ](?P<unit>years?|months)\b{AND_MONTHS}"
        r"(?:[ ](?:old|of[ ]age))?[ ]at[ ](?:the[ ])?(?:time[ ]of[ ])?"
        r"(?:disease[ ]|symptom[ ]|first[ ])?(?P<when>onset|presentation|diagnosis)\b"
    ),
    Gated(
        r"\((?:his[ ]|her[ ])?(?P<since>age)[ ]at[ ](?:disease[ ]|symptom[ ]|first[ ])?"
        rf"(?P<when>onset|presentation|diagnosis)[:,]?[ ](?P<years>{NUMBER})[ ](?P<unit>years?|months?)"
        rf"{AND_MONTHS}(?=[);,])"
    ),
)
# "Girl B, aged 13 years, had": behind the name of a patient
_LABEL_AGED = Gated(
    rf"(?:(?<=[ ][a-h\d],[ ])|(?<=\bp\d,[ ])|(?<=\bp\d\d,[ ]))aged[ ](?P<years>{NUMBER})[ ]"
    rf"(?P<unit>years?|yrs?|months?)\b(?:[ ](?:and[ ])?"
    r"(?P<months>\d{1,2})[ ]months)?"
)
# "This girl was 6 when symptoms began"
_WAS_WHEN = Gated(
    r"(?:\b(?:girl|boy|she|he|who|child|patient|woman|man|infant|student)|\))[ ](?P<since>was)[ ]"
    rf"(?:(?:aged|only|then|just)[ ])?(?P<years>{NUMBER})(?:[ ]years)?(?:[ ]old)?[ ]when[ ]"
    r"(?:(?:(?:the|her|his)[ ])?(?:first[ ])?(?:symptoms?|weakness|illness|disease|complaints)|"
    r"(?:she|he)[ ](?:first|fell|began|started|became|presented|developed|noticed))\b"
)
# "a girl with anti-SRP antibodies, aged 9 years at onset"; "Patient B, a girl, at 16 years"
_NOUN_APART = Gated(
    rf"\b(?P<article>an?)[ ](?:(?!of\b|was\b|were\b|is\b)[a-z-]+[ ]){{0,2}}?{NOUN}"
    rf"(?:[ ](?:with|from|of|on|without)[ ][^.,;:()]{{3,50}},[ ]aged|,[ ]at)[ ]"
    rf"(?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})[ ](?P<unit>years?|yrs?|months?)\b"
    r"(?:[ ](?:and[ ])?(?P<months>\d{1,2})[ ]months)?(?![ ](?:after|later|before|from|of[ ](?!age\b)|into|to)\b)"
)
# "a woman with anti-SRP antibodies who fell ill at 71 years": the age stands in the clause that tells of her.
_WHO_FELL = Gated(
    rf"\b(?P<article>an?)[ ](?:[a-z-]+[ ]){{0,2}}?(?P<noun>boy|girl|woman|man)[ ](?:with[ ][^.;,]{{3,40}}[ ])?"
    rf"who[ ](?:fell[ ]ill|became[ ](?:ill|weak)|presented|was[ ]diagnosed|had[ ]fallen[ ]ill)"
    rf"[ ](?:at|aged)[ ](?:the[ ]age[ ]of[ ])?(?P<years>{NUMBER})(?:[ ]years?)?(?![\d.,]\d|[ ](?:months|weeks|days))"
)

WITH_AGE = (
    *NOTES,
    _TITLED,
    _NOUN_OF_AGE,
    _NOUN_OLD,
    _AGE_NOUN,
    _NOUN_AGED,
    _YEAR_NOUN,
    _NOUN_ASIDE,
    _AT_AGE,
    _ILL_AT,
    _ONSET_AT,
    _LOST_AT,
    _AT_YEARS,
    _COMES_AGED,
    _WHO_FELL,
    _COMES_AT,
    _FELL_ILL_AT,
    *_SEX_ASIDE,
    _DAY_OF_LIFE,
    _AT_BIRTH,
    _IN_COMMAS,
    _OF_NUMBER,
    _SINCE_WAS,
    _AGE_WAS,
    *_WAS_AT,
    _LABEL_AGED,
    _NOUN_APART,
    _WAS_WHEN,
    *POINTS,
)
TOLD_AGED = Gated(
    r"year|\b(?:(?:school)?(?:girl|boy)|wom[ae]n|man|child) of \d|\by\b|y\.?/?o|yr|month|mo\b|week|wk|day|aged?\b"
)
WITHOUT_UNIT = (
    *NOTES,
    _TITLED,
    _SEX_ASIDE[-1],
    _DAY_OF_LIFE,
    _AT_BIRTH,
    _IN_COMMAS,
    _OF_NUMBER,
    _SINCE_WAS,
    _FELL_ILL_AT,
    _AT_AGE,
    _WAS_WHEN,
    *POINTS,
)  # which may tell an age by its number alone
AGED = any_of(pattern for pattern in WITH_AGE if pattern not in WITHOUT_UNIT)
