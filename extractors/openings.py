"""How a text presents a person without an age: ``We report a girl who``, ``A healthy boy was referred``.

``BARE`` is sure of itself wherever it stands. ``opening_of`` is the wider look at articles whose patient nothing else
opens: any noun phrase with a person in it that the authors present, or of whom a clause tells what happened.
"""

import re
from typing import NamedTuple

from extractors.gates import Gated, gate_of, words_of

BARE = Gated(
    r"(?:^|[.:][ ]|\b(?:report|paper|letter|registry|survey|series|exception|contrast|child|patient|case),[ ]|"
    r"\b(?:of|in|on|is|was|concern(?:ed|s)|described|reported|published|treated|al\.?,)[ ])(?P<article>an?)[ ]"
    r"(?:[a-z-]+[ ]){0,2}?"
    r"(?P<noun>boy|girl|woman|man|infant|toddler)\b(?!-|[ ](?:of|aged|series|cohort|group)\b)"
    # "The youngest patient in the literature was a boy reported by Ito"
    r"|\b(?:was|is|concerned)[ ](?P<article2>an?)[ ](?:[a-z-]+[ ]){0,2}?(?P<noun2>boy|girl|woman|man|infant|toddler)"
    r"(?=[ ](?:who[ ]was[ ])?(?:reported|described|published)[ ](?:by|in)\b)"
)

_SEXED = (
    r"girl|boy|woman|man|lady|gentleman|female|male|school(?:girl|boy)|housewife|primigravida|multigravida|"
    r"widow(?:er)?|nun|waitress|seamstress|"
    r"(?:business|fire|post|police|fisher|sales|crafts|trades|sports|service|clergy|air|french|english|irish|dutch|welsh|"
    r"camera|repair|milk|mail|horse|hunts|stock|noble|country)(?:wo)?man|"
    r"(?:mother|father)(?=[ ]of[ ](?:an?|one|two|three|four|five|six|\d)\b)|(?:son|daughter)(?=[ ]of[ ])"
)
_NEUTRAL = (
    "patient child infant neonate newborn baby toddler teen teenager adolescent adult student youngster youth "
    "schoolchild preschooler proband individual"
).split()
_YOUNG_OR_ILL = "|".join(_NEUTRAL)
# What ends a noun phrase ahead of its noun: prepositions, conjunctions, pronouns, auxiliaries, other articles.
_ENDS = (
    r"(?:of|in|on|at|by|to|for|from|with|without|within|during|after|before|since|until|over|under|between|among|into|"
    r"through|per|via|as|than|like|or|nor|if|when|while|where|whether|because|although|that|which|who|whom|whose|"
    r"what|how|is|are|was|were|be|been|being|has|have|had|do|does|did|can|could|may|might|shall|should|will|would|"
    r"must|not|no|an?|the|this|that|these|those|our|her|his|their|its|my|your|any|each|every|such|some|all|most|"
    r"typical|average|usual|prototypical|hypothetical|imaginary|given|single|control|she|he|it|they|we|you|there)\b"
)
_AHEAD = rf"(?:(?!{_ENDS})[a-z0-9][\w'’/-]*,?[ ]){{0,8}}?"
# What follows a person, and not a thing that is named by one: "a male predominance", "a patient registry".
_BEHIND = (
    r"(?=$|[ ]?[,;:.()\[]|[ ](?:[a-z-]+(?:ed|ing|ly)|of|in|on|at|by|to|from|with|without|within|during|after|before|"
    r"since|for|as|who|whom|whose|was|is|had|has|and|now|born|known|seen|taken|brought|first|then|also|never|whose|"
    r"began|became|fell|rose|came|went|lost|took|made|felt|could|got|woke|grew|gave|left|saw|sought|told|found|"
    r"underwent|because|when|where|could|two|three|four|five|six|seven|eight|nine|ten|several|some|\d+)\b)"
)
# "a female swimmer", not "a female predominance"
_TRADE = (
    r"(?<=male[ ])(?!pre|sex|gender|hormon|mice|mouse|rats?\b|animal|donor|relative|carrier|partner|infertil|line|"
    r"genital|breast|gonad|gamete|ratio|fetus|foetus|doctor|physician|cousin|sibling)"
    r"(?:[a-z-]{3,15}[ ])?[a-z-]{4,15}(?<!s)(?<!ed)"
)
_NOUN = (
    rf"(?P<noun>{_SEXED}|{_YOUNG_OR_ILL})(?:[ ](?:{_YOUNG_OR_ILL}|in-?patient|out-?patient|{_TRADE}))?{_BEHIND}"
    # the sex in brackets behind a trade or the like, as in: a retired teacher (female, 71 years)
    r"|(?P<trade>[a-z-]{4,20})[ ]\((?:an?[ ])?(?P<aside>female|male|girl|boy|woman|man)(?=[,;)])"
)
_NEW = rf"\b(?P<article>an?|one)[ ]{_AHEAD}(?:{_NOUN})"
_NEW_OR_OURS = rf"\b(?P<article>an?|one|this|our)[ ]{_AHEAD}(?:{_NOUN})"

_PRESENTS = (
    r"(?:had(?![ ][a-z]+ed\b)|report|describ|present|encounter|saw|see|treat|observ|discuss|document|manag|"
    r"car(?:ed|e|ing)[ ]for|diagnos|follow|admit|detail|illustrat|recount|shar|add|communicat|publish|highlight|"
    r"examin|evaluat|"
    r"met|meet|relat|outlin|"
    r"summari|identif|concern|involv|introduc|consult|draw[ ]attention|call[ ]attention|look(?:ed)?[ ]after)\w*"
)
_SHORT = (
    r"(?:(?!(?:that|how|whether|if|why|when|approach|guid\w+|algorithm|being|becoming|should|must|may)\b)"
    r"[\w'’-]+[,:]?[ ])"
)
# "We should like to add", "May I report": a modal of courtesy, not one of advice
_WISH = (
    r"(?:(?:should|would|may|must)[ ](?:also[ ])?(?=(?:like|wish|want|care|add|report|be[ ](?:permitted|allowed))\b))?"
)
# "We wish to report on", "The authors describe the case of", "This report concerns", "Here is the story of", "It was"
_TELLS = (
    rf"(?:\b(?:we|i|authors?|here|herein|herewith|hereby|paper|report|article|letter|vignette|it|presented|described|"
    rf"reported|(?:permit|allow)[ ](?:me|us))\b,?[ ]{_WISH}{_SHORT}{{0,6}}?(?:{_PRESENTS}|is|was)[ ]{_SHORT}{{0,7}}?|"
    r"^(?:presented|described|reported)[ ](?:here[ ])?is[ ]|"
    r"\bin[ ]this[ ](?:[a-z-]+[ ]){0,2}?(?:report|paper|article|letter|communication)(?:,|[ ]of)?[ ]|"
    r"\b(?<!in[ ]the[ ])(?:case|course|history|story|picture|experience|findings|features|observation|details)[ ]"
    rf"{_SHORT}{{0,4}}?(?:of|with|on|about|in)[ ]|"
    r"\b(?<!typical[ ])(?:patient|case|child|proband|proposit(?:us|a)|subject|individual|she|he|who)[ ](?:here[ ])?"
    rf"(?:was|is|concerns|concerned)[ ])"
)
_PRESENTED = Gated(_TELLS + _NEW)
# A story begins with its person, or with the time or circumstance of what happened: "At age 6, a well girl developed".
_WHEN = (
    r"(?:in[ ](?:[a-z]+[ ])?(?:19|20)\d\d,?[ ]|"
    r"(?:at|in|on|over|within|during|following|after|before|since|for|from|when|while|by|despite|because|due|until|"
    r"recently|currently|now|having|one|two|three|four|five|six|seven|eight|nine|ten|several|some|shortly|soon|"
    r"\d[\d.]*|a[ ]few)\b(?!,)"
    # no noun phrase that a preposition or verb governs: "after exposure to a girl"
    r"(?:(?!\b(?:of|to|in|on|at|by|for|from|with|without|into|like|as|than|and|or|that|was|is|had|between|after|before|"
    r"during|since|over|within|following|while|because|when|such|quite)[ ](?:an?|this|our|one)[ ])[^.;:()]){0,90}?"
    r",?[ ]|(?:recently|now|once),?[ ])"
)
_SUBJECT = Gated(rf"(?:^|[.:;][ ]){_WHEN}?{_NEW_OR_OURS}")
# "Weakness developed in a Swedish woman", "A biopsy was taken from a Bolivian boy"
_CONCERNED = Gated(rf"\b(?:in|from|to|on|by|of)[ ]{_NEW}")

_HAPPENED = re.compile(
    r"\b(?:was|were|had|did|began|became|fell|rose|lost|died|came|went|made|took|felt|underwent|got|woke|saw|sought|"
    r"found|gave|could(?= (?:no longer|not|hardly|barely|only))|told)\b"
)
_IS_PRESENTED = re.compile(r"\bis (?:here )?(?:reported|presented|described|discussed|documented|illustrated|shown)\b")
# "A girl known to have asthma", "whose twin is healthy": no verb of the main clause
_ASIDE = re.compile(r"\bto (?:have|be|do)\b|\b(?:who|whose|which|that)(?: [\w-]+){0,3}? (?:is|are|has|have|does|do)\b")
_TYPICAL = re.compile(r"\b(?:typical|average|usual|prototypical|classical?|hypothetical)\b[^.;:]*$")
_ENDED = re.compile(r"\b(?<!-)[a-z]{3,}ed\b")
_SUPPOSED = re.compile(
    r"\b(?:can|could(?! (?:no longer|not|hardly|barely|only))|may(?! ?\d)|might|must|should|would|will|needs?|"
    r"is|are|has|have|does|do|suggests?|raises?|requires?|deserves?|presents|develops|"
    r"considered (?:to|as|refractory|resistant|positive|negative))\b"
)
# Words of sentences in which a person is anybody, one of many, or known from elsewhere.
_GENERAL = re.compile(
    r"\b(?:such an?|typical\w*|whenever|(?<!as )if|imagine|"
    r"(?<!asked )(?<!know )suppose|whether|(?:more|less) likely|at risk|defined as|eligible|"
    r"(?:was|were) (?:included|excluded|enrolled|randomi[sz]ed|recruited|asked|counted|assigned|allocated|scored|"
    r"classified)|healthy (?:man|woman|volunteer)|et al|literature|previously (?:reported|published|described)|"
    r"(?:reported|published|described) by|(?:patients|children|adults|women|men|girls|boys)(?!['’])|"
    r"mice|rats?|dogs?|cats?|animal|phase [1-4i]+)\b"
)
# The same where they are said of the person: "a rare side effect", "5 mg every 6 hours" are part of a story
_OFTEN = re.compile(
    r"\b(?:never(?!-)|rare|rarely|uncommon|common|often|usually|each|every)\b"
    r"(?! (?:\d|other|few|one|two|three|four|six|eight|twelve|second|third|hour|day|morning|evening|night|week|month))"
)
# Whoever falls ill is a person, whatever they are called: "a farmer who", "a Caucasian was admitted"
_NO_PATIENT = (
    r"(?!(?:[a-z]+(?:logist|therapist)|physician|doctor|surgeon|clinician|practitioner|trainee|observer|examiner|colleague|author|reviewer|teacher|"
    r"relative|parent|family|couple|mother|father|sister|brother|son|daughter|team|committee|sample|specimen|biopsy|"
    r"letter|request|series|group|cohort|patients|centre|center|hospital|study|case)[ ,(])"
)
_ANY_NOUN = rf"{_AHEAD}{_NO_PATIENT}(?!{_ENDS})(?P<noun>[a-z-]{{3,20}})"
_ANYONE_PRESENTED = Gated(rf"{_TELLS}\b(?P<article>an?|one)[ ]{_ANY_NOUN}(?=,?[ ](?:(?:in|with|on)[ ]whom|who|aged)\b)")
_ANYONE_FELL_ILL = Gated(
    rf"(?:^|[.:;][ ]){_WHEN}?\b(?P<article>an?|one)[ ]{_ANY_NOUN}"
    r"(?:,?[ ](?:aged|of|in|from|with|who|whose|\d\d?)\b[^.;:]{0,90}?|,[ ][^.;:]{3,60},|[ ]\([^()]{2,30}\))?,?"
    r"[ ](?:(?:was|had[ ]been)[ ](?:[a-z]+ly[ ]|first[ ])?(?:(?:re-?)?admitted|(?:re-?)?hospitali[sz]ed|referred|"
    r"seen[ ](?:by|in|at|because|for)|brought[ ](?:to|in)|taken[ ]to|rushed|well|healthy|unable[ ]to|diagnosed)\b|"
    r"(?:first[ ]|suddenly[ ]|gradually[ ]|had[ ])?(?:presented[ ](?:to|with|because)|complained|noticed|consulted|"
    r"sought|collapsed|lost[ ](?:the|his|her)|fell[ ](?:ill|sick)|attended|"
    r"became[ ](?:[a-z]+ly[ ])?(?:weak|ill|sick|unable|unwell|breathless|bedridden|tired)|experienced|came[ ]to)\b)"
)
# the sex told behind a noun that has none, as in: a teenager, male, with weakness
_SEX_BEHIND = re.compile(r"(?:,| ?\()[ ]?(?:an?[ ])?(?P<noun>female|male|girl|boy|woman|man)(?=[,;).])")
_GATE = gate_of(rf"(?:{_SEXED}|{_YOUNG_OR_ILL})")


# "Preschool girl with weakness of 3 months": notes have no articles
_IN_NOTES = Gated(rf"(?:^|[.:][ ])(?P<article>){_AHEAD}(?:{_NOUN})")


class Opening(NamedTuple):
    """A person at ``[start, end)`` whose noun is at ``[first, last)``; ``presented`` by the authors, or told of."""

    start: int
    end: int
    first: int
    last: int
    presented: bool


def bare_person(text: str) -> re.Match[str] | None:
    """The first person without an age in a sentence in lower case, unless the sentence speaks of anybody like that."""
    match = BARE.search(text)
    if match is None or (match["article"] and _TYPICAL.search(text[: match.start("article")])):
        return None
    begins = match["article"] and text[: match.start("article")].rstrip()[-1:] in ("", ".", ":")
    return None if begins and supposed(text[match.end() :]) else match


def supposed(behind: str) -> bool:
    """Whether the words behind a person tell what may, should or does happen before they tell what did."""
    clause = _ASIDE.sub(" ", re.split(r"[;:]|\. ", behind, maxsplit=1)[0])
    told, supposed = _HAPPENED.search(clause), _SUPPOSED.search(clause)
    return supposed is not None and not _IS_PRESENTED.search(clause) and not (told and told.start() < supposed.start())


def general(text: str) -> bool:
    """Whether a sentence in lower case speaks of anybody, of one of many, or of somebody known from elsewhere."""
    return _GENERAL.search(text) is not None


def concerned(text: str) -> re.Match[str] | None:
    """Somebody of whom a title in lower case says that the article is about them: "in a wheelchair-bound child"."""
    return _CONCERNED.search(text)


def opening_of(text: str, *, notes: bool = False) -> Opening | None:
    """The person whom a sentence in lower case presents, or of whom it tells a story; none where nobody is meant.

    ``notes``: it begins the report of a case, which may be written in notes.
    """
    if not _GATE.opens(words_of(text)) or text.rstrip().endswith("?"):
        return None
    for pattern in (_PRESENTED, _SUBJECT, _CONCERNED):
        match = pattern.search(text)
        if match is None:
            continue
        if pattern is _PRESENTED or (_happened(text, match) and not _of_anybody(text, match)):
            return _opening(match, presented=pattern is _PRESENTED)
    noted = _IN_NOTES.search(text) if notes and not _GENERAL.search(text) and not _OFTEN.search(text) else None
    return None if noted is None else _opening(noted, presented=False)


def anyone_of(text: str) -> Opening | None:
    """Who falls ill or is presented by what they are ("a farmer"): a person only where somebody is he or she then."""
    for pattern in (_ANYONE_PRESENTED, _ANYONE_FELL_ILL):
        match = pattern.search(text)
        if match is not None and not _of_anybody(text, match):
            return Opening(match.start("article"), match.end("noun"), *match.span("noun"), pattern is _ANYONE_PRESENTED)
    return None


def _happened(text: str, match: re.Match[str]) -> bool:
    """Whether the clause of a person tells what happened once, and not what may, should or does happen."""
    behind = re.split(r"[;:]|\. ", text[match.end() :], maxsplit=1)[0]
    around = text[: match.start()] + " " + behind if match.re is _CONCERNED.compiled else behind
    told = _HAPPENED.search(around) or _ENDED.search(around) or _IS_PRESENTED.search(behind)
    return told is not None and not supposed(around)


def _of_anybody(text: str, match: re.Match[str]) -> bool:
    """Whether a sentence speaks of anybody, or says as far as its verb how often something happens."""
    told = _HAPPENED.search(text, match.end()) or _ENDED.search(text, match.end())
    often = _OFTEN.search(text)
    return _GENERAL.search(text) is not None or (often is not None and not (told and told.end() + 1 < often.start()))


def _opening(match: re.Match[str], *, presented: bool) -> Opening:
    told = match.span("noun") if match["noun"] else match.span("aside")
    behind = _SEX_BEHIND.match(match.string, match.end()) if match["noun"] in _NEUTRAL else None
    return Opening(match.start("article"), match.end(), *(behind.span("noun") if behind else told), presented)
