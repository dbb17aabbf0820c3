"""Patients of others whom no author's name tells apart: "In a Dutch report, a boy ...", "a girl of 4 years ... [5]".

Where an article argues, somebody who is described for the first time is a patient of another paper, unless the authors
say that they tell of their own. Elsewhere the words have to say that the patient was published before.
"""

import re

from extractors.persons import Person
from extractors.reading import Sentence

ARGUING = ("introduction", "discussion", "conclusion")
"""Sections in which others' patients are told of for comparison."""
OTHERS = "other authors"
"""What a paper is called of which neither author nor number is told."""
NEWCOMERS = ("a", "an", "another", "one")
_OURS = re.compile(
    r"\b(?:we|here(?:in)?|our|ours|us|this (?:report|article|letter|paper|study|case)|the present)\b(?! knowledge)"
)
# "The only other case known to us", "A case similar to ours", "to our knowledge": said of somebody else's patient.
_UNLIKE_OURS = re.compile(
    r"\b(?:to our knowledge|known to us|(?:that|which|whom) we (?:know|are aware)(?: of)?|we (?:know|are aware) of|"
    r"we (?:found|could find|traced|identified|came across)|(?:like|unlike|than|as) (?:in )?(?:our|ours)\b"
    r"(?: (?:own|first|second|patients?|case|child|girl|boy))*|"
    r"(?:similar|comparable|identical|close|resembl\w+|contrast|contrary|opposed|compared)(?: [a-z]+)? "
    r"(?:(?:to|with) )?(?:our|ours)\b(?: (?:own|first|second|patients?|case|child|girl|boy))*)"
)
_PAPER = (
    r"report|letter|paper|article|registry|cohort|survey|series|study|publication|case report|review|database|"
    r"literature"
)
# "In a Scandinavian report, a girl ..."; "one girl of a French series"
_IN_A_PAPER = re.compile(
    rf"\b(?:[Ii]n|[Ff]rom|of) (?P<which>(?:an?|one|another|the only|the first|the) (?:[\w-]+ ){{0,3}}?(?:{_PAPER}))\b"
    r"(?! (?:our|ours|was|were) )[^.;]{0,60}$"
)
# "is that of", "An exception is", "One published child, ", "Among them was", "has been described only once, in"
_AS_EXAMPLE = re.compile(
    r"\b(?:exceptions?|counter-?examples?|instructive|illustrative|illustrated|similar|comparable|contrasts?)\b"
    r"[^.;]{0,60}\b(?:is|was|concerned|concerns|of|in|by)(?: that of)? $"
    r"|\b(?:published|reported|described|recorded|known|observed|documented) "
    r"(?:[a-z-]+ ){0,3}?(?:child|patient|case|infant|girl|boy|adolescent|toddler),? (?:is |was |concerned |being )?$"
    r"|\b(?:(?:has|have) been|was|were) (?:[a-z]+ )?"
    r"(?:described|reported|published|recorded|documented|observed|seen)\b[^.;]{0,40}\b(?:in|of|with|was|concerned) $"
    r"|\b(?:of|among) (?:the|all) (?:[a-z-]+ )?(?:patients|children|cases|girls|boys|infants)(?: [a-z-]+){0,2} "
    r"(?:reported|published|described|recorded)[^.;,]{0,30}, $"
    r"|\b(?:known to us|we (?:know|are aware) of|we could find|on record|in the literature)\b[^.;]{0,20} "
    r"(?:is|was|concerned|being) $"
)
_AMONG_THEM = re.compile(
    r"\b(?:among|one of|of|including) (?:them|these|those|their|whom)\b(?: [a-z]+){0,2},? "
    r"(?:there )?(?:was |is |were )?$"
)
_PUBLISHED = re.compile(rf"\b(?:published|reported|described|recorded|{_PAPER})\b")
_TOLD_BEHIND = re.compile(
    r"[^.;:]{0,90}?\b(?:has been|was|had been) (?:(?:previously|recently|already|once|also|first) )?"
    r"(?:published|reported|described)\b(?! (?:here|above|below|by us|to us|by (?:his|her|the) ))"
)
_NUMBER = re.compile(
    r"\[(?P<square>\d{1,3})[•*]{0,3}(?: ?[,;–-] ?\d{1,3}[•*]{0,3})*\]"
    r"|(?<=[a-z\d] )\((?P<round>\d{1,2})(?:, ?\d{1,2})*\)"
    r"|(?<!10)<sup>\s?\[?(?P<raised>\d{1,3})|(?<=[a-z)%][.,;])(?P<glued>\d{1,3})(?=[,–-]\d|\s|$)"
    r"|(?<![\dm])(?P<small>[¹²³⁴-⁹][⁰-⁹¹²³]?)"
)
_SMALL = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NEAR = 300  # characters around a person in which is told whose patient it is
_FAR = 1500  # characters of a paragraph in which the authors of the paper were named
_BEHIND = 14  # characters of citation marks behind a sentence
_AUTHOR = re.compile(r"\b(?P<name>[A-Z][\w'-]+)(?: et al\b| and (?:coll(?:eagues|\.|\b)|co-?workers|[A-Z][\w-]+))")
_SUPPOSED = re.compile(
    r"\b(?:can|could|may|might|must|should|would|will|need|is(?! (?:the|one|of|similar|remarkable|instructive))|are|"
    r"has|have(?! been)|suggests?|raises?)\b"
)
_HAPPENED = re.compile(
    r"\b(?:was|were|had|has been|did|(?<!-)[a-z]{3,}ed|began|rose|fell|became|lost|died|underwent|took|went|made|came|"
    r"took|recovered)\b"
)


def newcomer(person: Person) -> bool:
    """Whether a description tells of one person whom the text has not named before: "a girl of 4 years"."""
    return person.article in NEWCOMERS and not person.plural and not person.family


def paper_of_others(sentence: Sentence, person: Person) -> str | None:
    """What to call the paper of a person whom the sentence ascribes to others; None where it does not do so."""
    if not newcomer(person) or is_ours(sentence, person):
        return None
    near = max(0, person.start - _NEAR)
    ahead = sentence.lowered[near : person.start]
    if _AMONG_THEM.search(ahead):
        told = _AUTHOR.findall(sentence.passage.clean.text, max(0, sentence.first - _FAR), sentence.first)
        if told:
            return str(told[-1])
    arguing = sentence.passage.section in ARGUING
    behind = _TOLD_BEHIND.match(sentence.lowered, person.end) if person.age_years is not None else None
    if not (arguing or behind or _PUBLISHED.search(ahead) or _UNLIKE_OURS.search(ahead)):
        return None
    paper = _IN_A_PAPER.search(sentence.text[near : person.start])
    told_so = paper or behind or _AS_EXAMPLE.search(ahead)
    number = number_behind(sentence, person) if arguing or told_so else None
    if number is not None:
        return number
    if not told_so:
        return None
    return _author_ahead(sentence, person) or (paper["which"].split(maxsplit=1)[-1] if paper else OTHERS)


def of_nobody_here(sentence: Sentence, person: Person) -> str | None:
    """The paper of somebody described for the first time in an argument, where nothing tells whose patient it is.

    None where the authors tell of their own, or nobody is meant: "a 5-year-old child with weakness should be tested".
    """
    if not newcomer(person) or is_ours(sentence, person) or person.age_years is None:
        return None
    words = re.split(r"[;:]", sentence.lowered[person.end : person.end + _NEAR], maxsplit=1)[0]
    happened, supposed = _HAPPENED.search(words), _SUPPOSED.search(words)
    if supposed and (not happened or supposed.start() < happened.start()):
        return None
    before = _HAPPENED.search(sentence.lowered, max(0, person.start - _NEAR), person.start)
    return (_author_ahead(sentence, person) or OTHERS) if happened or before else None


def _author_ahead(sentence: Sentence, person: Person) -> str | None:
    """The author whom the sentence named last before a person: "In the report of Ito et al. the patient was a girl"."""
    named = _AUTHOR.findall(sentence.text, max(0, person.start - _NEAR), person.start)
    return str(named[-1]) if named else None


def number_behind(sentence: Sentence, person: Person) -> str | None:
    """The number of the paper in the reference list, printed behind a person in or right behind the sentence."""
    first = sentence.first + person.end
    stretches = sentence.passage.clean.sources(first, min(sentence.last, first + 2 * _NEAR))
    if not stretches:
        return None
    begin, end = stretches[0][0], stretches[-1][1]
    for match in _NUMBER.finditer(sentence.document.text[begin : end + _BEHIND]):
        if match.start() <= end - begin + 1:
            printed = next(number for number in match.groupdict().values() if number)
            return f"[{printed.translate(_SMALL)}]"
    return None


def is_ours(sentence: Sentence, person: Person) -> bool:
    """Whether the authors tell of their own patient, by the words of the clause before the person."""
    clause = re.split(r"[;:] ", sentence.lowered[max(0, person.start - _NEAR) : person.start])[-1]
    return _OURS.search(_UNLIKE_OURS.sub(" ", clause)) is not None
