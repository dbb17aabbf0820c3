"""When a value was measured: onset, peak, follow-up or relapse, by the words of its own clause."""

import re

from schemas.values import Phase

# In the order of trust: what is called a relapse or a peak is one, wherever in the story it stands.
_CUES: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    (
        "relapse",
        re.compile(r"\b(?:relaps\w*|flares?|flared|exacerbat\w*|re-?exacerbat\w*|recur(?:r\w+|s)?|rebound\w*)\b"),
    ),
    (
        "peak",
        re.compile(  # "the highest of the cohort" is no patient's peak
            r"\b(?:peak\w*|maxim\w+|max\.?|zenith|acme|culminat\w+|at (?:its|the|her|his) (?:height|worst)(?! of)|"
            r"(?:in|during) the (?:worst|most severe|severest|heaviest)(?= of (?:these|them|those)\b| "
            r"(?:one|attack|episode|bout)\b)|"
            r"highest(?! (?:value |level )?(?:of|in) (?:the|our|this) (?:cohort|series|group|study)))\b"
        ),
    ),
    (
        "follow_up",
        re.compile(
            r"\b(?:follow[- ]?up|discharge|last visit|nadir|lowest|"
            r"(?<!- )(?<!-)day (?![01]\b)\d{1,3}\b(?! of (?:life|illness))|"
            r"(?:last|latest|most recent|final) (?:(?:(?:clinic|clinical|outpatient) )?"
            r"(?:visit|review|assessment|evaluation|check-?up|appointment|consultation|control)|"
            r"creatine|serum|ck\b|cpk\b|levels?|values?|measure\w+|available)|"
            r"decreas\w+ to|lowered to|"
            r"(?:lowered|reduced|decreased)(?= (?:(?:the|her|his|serum|total) )*$)|"  # "lowered her CK to"
            r"fell(?! (?:ill|sick)\b)|fallen(?! (?:ill|sick)\b)|dropp?\w*|declin\w+|reduc\w+ to|"
            r"normali[sz]\w+|returned to|came down|"
            r"(?:weeks?|months?|years?) (?:later|after|on(?= ?,))|down to|"
            r"last (?:seen|examined|measured|determined|checked|tested|contact)|"
            r"(?:weeks?|months?|years?|days?|hours?) of "
            r"(?:the |her |his |this )?(?:treatment|therapy)|after \w+ (?:weeks?|months?|years?|days?)|"
            r"(?<!presented )(?<!admitted )(?<!referred )(?<!begun )"
            r"after (?:the )?(?:\w+ )?(?:treatment|therapy|pulses?|infusions?|doses?|courses?|cycles?|start|initiation|"
            r"discontinu\w+)|"
            r"(?<!ill )(?<!aged )(?<!presented )(?<!diagnosed )(?<!onset )"
            r"(?<!begun )(?<!referred )(?<!admitted )"
            r"(?:at|after) (?:\w+,? (?:and )?){1,5}(?:weeks?|months?|years?)\b(?! of age)|"
            r"(?<!onset )at (?:the )?\d+(?:st|nd|rd|th)? (?:weeks?|months?)|"
            r"hospital day|on day (?![01]\b)|under treatment|"
            r"readmi\w+|improv\w+|currently|at present|now|subsequent\w*|"
            r"post-?(?:treatment|therapy|infusion|ivig|rituximab|transplant\w*)|"
            r"thereafter)\b"
        ),
    ),
    (
        "onset",
        re.compile(
            r"\b(?:on admission|at admission|upon admission|admission|admitted|on arrival|at presentation|on "
            r"presentation|presentation|presenting|presented|"
            r"initial\w*(?! (?:regimen|treatment|therapy|response|improvement))|at (?:diagnosis|dx|diagn?\.)|"
            r"f(?:e|a)ll(?:en)? (?:ill|sick)|at the time of diagnosis|on day [01]\b|on diagnosis|at onset|"
            r"(?<!after )(?<!after the )(?<!since )(?<!since the )onset|"
            r"baseline|first visit|"
            r"first(?! time\b)(?!(?:,? (?:and )?(?:second|third|fourth|fifth|sixth|ninth|twelfth|last))* "
            r"(?:weeks?|months?|years?|infusions?|courses?|cycles?|pulses?|doses?|relapses?|flares?)\b)|"
            r"before (?:treatment|therapy)|prior to (?:treatment|therapy)|"
            r"pre-?treatment|"
            r"laboratory work-?up|on examination|at referral)\b"
        ),
    ),
)


def phase_of(clause: str) -> Phase | None:
    """The phase that the words of a clause (lower case) tell; the earlier kind wins where two speak."""
    return next((phase for phase, pattern in _CUES if pattern.search(clause)), None)


def only_phase_of(title: str) -> Phase | None:
    """The phase that a title (lower case) tells of all below it: none where it speaks of two."""
    told = {phase for phase, pattern in _CUES if pattern.search(title)}
    return told.pop() if len(told) == 1 else None


_BETWEEN = r"(?:/|→|->|,|and|to)"
_LATER = (
    r"(?:last|latest|final|follow[- ]?up|after|post|current|discharge|end|now|f/?u|"
    r"\d{1,2}(?:\s?(?:weeks?|wks?|months?|mo|years?|yrs?)\b|(?=\s?(?:/|→|->)\s?\d)))"
)
_STAGES = re.compile(
    r"\b(?P<first>first|initial|baseline|onset|admission|presentation|diagnosis|dx|entry|before|pre|peak|max(?:imum)?|"
    r"0(?=\s?(?:/|→|->)\s?\d))\b"
    rf"[\w -]{{0,25}}?(?P<later>(?:\s?{_BETWEEN}\s?[\w -]{{0,20}}?\b{_LATER})+)(?!\w)"
)
_ONE_LATER = re.compile(rf"\s?{_BETWEEN}\s?[\w -]{{0,20}}?\b{_LATER}")


_ARROW = re.compile(r"\s?(?:→|->|=>)\s?")


def stages_of(head: str, cell: str = "") -> tuple[Phase, ...] | None:
    """The phases, two or more, that the head of a cell names, or arrows in the ``cell`` if it does not.

    ``first / last``, ``before / 6 / 12 months``; ``9,048 → 131``.
    """
    match = _STAGES.search(head)
    if match is None:
        arrows = len(_ARROW.findall(cell))
        behind: list[Phase] = ["follow_up"] * arrows
        return ("onset", *behind) if arrows else None
    first: Phase = "peak" if match["first"].startswith(("peak", "max")) else "onset"
    later: list[Phase] = ["follow_up" for _ in _ONE_LATER.finditer(match["later"])]
    return (first, *later)


# What the head of a cell says beside the name of the value: "CK before (U/L)", "CMAS, last", "CK at last F/U".
_HEAD_BEFORE = re.compile(
    r"\b(?:before|pre)\s?(?:[(,:]|$)|\b(?:entry|enrol?ment)\b|\(diagnosis\)|(?:^|, )diagnosis\s?(?:[,:]|$)"
)
_HEAD_AFTER = re.compile(
    r"\b(?:last|latest|final|after|post|current|now|end)\s?(?:[(,:]|$)|"
    r"\bcurrent (?=(?:serum |creatine |total )*(?:ck|cpk|kinase|phosphokinase|cmas)\b)|"
    r"\b(?:f/u|l?fu|ltfu|end of (?:study|observation|treatment|therapy))\b|"
    r"\b(?:\d{1,3}|one|two|three|six|twelve) ?(?:mo|mos|mths?|wks?|yrs?|months?|weeks?|years?)\b(?! (?:before|of age))|"
    r"\b(?:day|week|month|year|visit) (?![01]\b)\d{1,3}\b(?! (?:before|of life))"
)


def phase_of_head(head: str) -> Phase | None:
    """The phase that the head of a cell (lower case) tells by a word that says nothing of the kind in prose."""
    if _HEAD_BEFORE.search(head):
        return "onset"
    return "follow_up" if _HEAD_AFTER.search(head) else None
