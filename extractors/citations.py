"""Patients of another paper: "An 11-year-old boy described by Arroyo et al.", "Ito reported a girl aged 9"."""

import re
from dataclasses import dataclass

from extractors.number_words import SMALL
from extractors.person_words import sex_of
from extractors.persons import Person
from extractors.reading import Sentence
from schemas.values import Sex

_AND_OTHERS = r"(?: et al\.?| and (?:colleagues|co-?workers|[A-Z][\w-]+))"  # behind an author
_REFERENCE = r"(?: ?[\[(][^\])]{1,20}[\])])?"  # its number or year in brackets
_CITED_BEHIND = re.compile(
    r"[^.;]{0,60}?\b(?:described|reported|published|treated|presented|observed|seen) (?:by|in the "
    r"(?:paper|report) of) (?P<name>[A-Z][\w'-]+)(?P<rest>[^.;]{0,40})"
)
_CITED_BRACKET = re.compile(r"[^.;]{0,60}?\((?P<name>[A-Z][\w'-]+)(?: et al\.?| and [A-Z][\w-]+)?,? (?:19|20)\d\d\)")
_CITED_AHEAD = re.compile(
    r"\b(?![A-Z]{2,}\b)(?P<name>[A-Z][\w'-]+)(?: et al\.?| and (?:colleagues|co-?workers|[A-Z][\w-]+)|'s (?:group|"
    r"team))?[^.;:]{0,40}?\b(?<!been )(?<!was )(?<!were )"
    r"(?:described|reported|published|presented|observed|treated|saw)"
    r"\b[^.;:]{0,60}$"
)
# "Ito and co-workers described a girl": without an age the verb stands right ahead.
_CITED_BARE = re.compile(
    r"(?P<name>[A-Z][\w'-]+)(?: et al\.?| and (?:colleagues|co-?workers|[A-Z][\w-]+)|'s (?:group|team))"
    rf"{_REFERENCE}(?: (?:first|also|recently|previously))? (?:described|reported|published)(?: on)? $"
)
# "Ito et al. used abatacept in a toddler", "Ito and Sato treated a girl with tacrolimus"
_CITED_USING = re.compile(
    rf"(?P<name>[A-Z][\w'-]+){_AND_OTHERS}{_REFERENCE}(?: (?:first|also|recently|previously|successfully))? "
    r"(?:(?:used|tried|gave|employed|administered|added|employ|use)\b[^.;:]{2,80} (?:in|to|for)|treated|managed|"
    r"comment(?:ed)? on|mention(?:ed)?|encountered|illustrated?|cited?|describe|report|present|publish) $"
)
# In the report of Ito et al., a boy: without an age
_CITED_REPORT = re.compile(
    r"\b(?:report|letter|paper|article|publication|observation|description) (?:of|by|from) (?P<name>[A-Z][\w'-]+)"
    rf"{_AND_OTHERS}?{_REFERENCE}, $"
)
# "was a boy reported by Ito and Sato"
_CITED_BARE_BEHIND = re.compile(
    r" (?:who (?:was|had been) )?(?:reported|described|published) by (?P<name>[A-Z][\w'-]+)(?P<rest>[^.;]{0,30})"
)
# "described by Moura and Teles in a boy of 15 years": the author stands between the verb and the person.
_CITED_BETWEEN = re.compile(
    r"\b(?:described|reported|published|presented|observed|seen|used|given|tried|employed|administered) by "
    rf"(?P<name>[A-Z][\w'-]+){_AND_OTHERS}?{_REFERENCE},? "
    r"(?:in|on|of|was|as|concerned)(?: that of)? $"
)
# The case of Ito et al. (4) is similar to ours: boy of 10 years.
_THAT_OF = re.compile(
    r"\b(?:that|the (?:case|patient|child|boy|girl|woman|man|report)) (?:of|by|from) (?P<name>[A-Z][\w'-]+)"
    rf"{_AND_OTHERS}{_REFERENCE}[^.;:]{{0,60}}[:,] (?:an? )?$"
)
# "In their report a 5-year-old boy died": whose report it is, the sentences before tell.
_THEIR_PAPER = re.compile(
    r"\b(?:in|from) (?:their|that|the same) (?:report|paper|article|series|study|cohort|publication)\b[^.;]{0,30}$"
)
# "Ito described a girl of 7 years, and Sato et al. a boy of 5": the second has no verb of its own.
_CITED_TOO = re.compile(
    r"\b(?:described|reported|published|observed|presented|treated)\b[^.]*(?:,|;|\band|\bwhile|\bwhereas)\s(?:and )?"
    rf"(?P<name>[A-Z][\w'-]+){_AND_OTHERS}{_REFERENCE},? "
    r"(?:(?:an?|one) )?$"
)
# "A boy reported from Lyon": told apart by the place alone
_FROM_PLACE = re.compile(
    r"(?:, |[^.;,]{0,30}?\b)(?:reported|described|published) (?:recently |earlier )?from "
    r"(?P<name>[A-Z][\w'-]+)(?! et al)"
)
# "was given to a girl of 13 by Ito and Sato": who treated her
_TREATED_BY = re.compile(
    rf"[^.;,]{{0,30}}? (?:treated |given |managed )?by (?P<name>[A-Z][\w'-]+){_AND_OTHERS}(?P<rest>[^.;]{{0,30}})"
)
_PERSONAL = re.compile(r"\bpersonal communication\b")
_ONE_OF_THEIRS = re.compile(r"\b(?:one|another) of (?:their|these) (?:patients|cases|children),? $")
# "a girl of 15 years [18]": a number of the reference list right behind a description
_NUMBERED = re.compile(r" ?\[(?P<number>\d{1,3})\]")
# "Others have gone further: a 5-year-old girl was treated with IVIG alone.4": the number of the paper is raised.
_OTHERS = re.compile(
    r"(?:^|[.;:] )(?:others|other (?:groups|authors|teams|centres|centers)|(?:another|one) (?:group|team|author|centre|"
    r"center|report|paper))\b[^.;]*?(?:[:,]|\b(?:in|of|on|with|described|reported|treated|saw|published)) $"
)
_RAISED = re.compile(r"<sup>\s?(?P<number>\d{1,3})\s?</sup>|\[(?P<bracketed>\d{1,3})\]")
_NAMED = re.compile(r"\b(?P<name>[A-Z][\w'-]+)(?: et al\b| and (?:coll(?:eagues|\.|\b)|co-?workers|[A-Z][\w-]+))")
_NEAR = 150  # characters around a person in which the paper is named
_RAISED_BEHIND = 20  # characters of markup behind a sentence
_YEAR = re.compile(r"(?:19|20)\d\d")


# "The boy reported by Ito", "In the patient of Ito and colleagues"; not "the girl of Turkish origin".
_AUTHORS = r"(?P<name>[A-Z][a-z][\w'-]+)"
_WITH = r" et al\b\.?| and (?:coll(?:eagues|\.|\b)|co-?workers|[A-Z][\w-]+)"
_AUTHORED = re.compile(
    rf" (?:(?:who (?:was|had been) )?(?:reported|described|published|presented|treated) by {_AUTHORS}(?:{_WITH})?|"
    rf"of {_AUTHORS.replace('?P<name>', '?P<of>')}(?=,| ?[\[(]| who(?:se)?\b|{_WITH}))(?P<rest>[^.;]{{0,30}})"
)
_NO_AUTHOR = frozenset(
    "we our here the this i case patient in one another only a an it they he she there who others of".split()
)
_ORIGIN = re.compile(r"(?:ese|[eai]an|ish)$")  # "a girl of Turkish (Kurdish) descent"
_WE = re.compile(r"\b(?:we|our|I)\b")
_NO_NAME = ("Case", "Cases", "Patient", "Patients", "Group", "Table", "Our", "The", "Doctor", "Dr")


_OWNER = re.compile(r"(?P<name>[A-Z][a-zà-ÿ][\w-]+)(?: et al\.?| and [\w-]+)?'s? [a-z]")


def cited_owner(words: str) -> str | None:
    """The author in "Ito's patient", "Ito and colleagues' patient"; None for other words."""
    match = _OWNER.match(words)
    return match["name"] if match else None


def cited_reference(sentence: Sentence, end: int) -> str | None:
    """The paper whose patient "the boy", which ends at ``end`` of a sentence, is by the words behind it."""
    match = _AUTHORED.match(sentence.text, end)
    name = (match["name"] or match["of"]) if match else None
    if match is None or name is None or name in _NO_NAME:
        return None
    year = _YEAR.search(match["rest"])
    return f"{name} {year.group()}" if year else name


# "Ito et al. reported two sisters, aged 44 and 51 years": as many ages as persons.
_TOGETHER = (
    r"(?P<count>two|three|four) (?:[a-z-]+ )?(?P<noun>sister|brother|girl|boy|sibling|patient|women|men)s?\b"
    r"[^.;\d]{0,40}?,? (?:aged|of(?: ages)?|who were) "
    r"(?P<ages>\d{1,2}(?:(?:, | and |, and )\d{1,2}){1,3})(?: years?)?(?! (?:to|months|of|patients|children|cases))"
)
_SEVERAL = re.compile(
    rf"\b(?![A-Z]{{2,}}\b)(?P<name>[A-Z][\w'-]+){_AND_OTHERS}?"
    rf"{_REFERENCE}(?: (?:first|also|recently|previously))? "
    rf"(?:described|reported|published|presented|observed)(?: on)? {_TOGETHER}"
)
# "the report of Ito and Sato, about two brothers aged 4 and 7 years"
_SEVERAL_IN = re.compile(
    r"\b(?:report|letter|paper|article|series|work|publication|observations?) (?:of|by|from) (?P<name>[A-Z][\w'-]+)"
    rf"{_AND_OTHERS}?{_REFERENCE},? "
    rf"(?:about|on|of|with|in|describing|concerning) {_TOGETHER}"
)


@dataclass(frozen=True, slots=True)
class Several:
    """Several patients of one paper: who told of them, where, of which sex, and where the age of each stands."""

    citation: str
    start: int
    end: int
    noun: tuple[int, int]
    sex: Sex | None
    ages: tuple[tuple[int, int], ...]


def cited_several(sentence: Sentence) -> Several | None:
    """The patients of another paper whom a sentence tells of together, each with an age; places in the sentence."""
    aged = " aged " in sentence.lowered or " years" in sentence.lowered
    match = (_SEVERAL.search(sentence.text) or _SEVERAL_IN.search(sentence.text)) if aged else None
    if match is None or match["name"] in ("We", "Here", *_NO_NAME):
        return None
    ages = tuple(number.span() for number in re.compile(r"\d+").finditer(sentence.text, *match.span("ages")))
    if len(ages) != SMALL[match["count"]]:
        return None
    year = _YEAR.search(sentence.text)
    citation = f"{match['name']} {year.group()}" if year else match["name"]
    return Several(citation, match.start(), match.end(), match.span("noun"), sex_of(match["noun"]), ages)


# "Ito et al. described two sisters with anti-SRP myopathy", "two brothers were published by Ito": without their ages;
# "two sisters, aged 41 to 48 years", are told of as a group
_PAIR = (
    r"(?:two|a pair of) (?:[a-z-]+ ){0,2}(?P<noun>sister|brother|sibling|twin)s\b"
    r"(?!,? (?:aged )?(?:between )?\d{1,2} ?(?:to|-) ?\d)"
)
_PAIR_AHEAD = re.compile(
    rf"\b(?![A-Z]{{2,}}\b)(?P<name>[A-Z][\w'-]+){_AND_OTHERS}?{_REFERENCE}(?: (?:first|also|recently|previously))? "
    rf"(?:described?|reported|published|presented|observed|treated)(?: on)? {_PAIR}"
)
_PAIR_BEHIND = re.compile(
    rf"\b(?i:{_PAIR})[^.;:]{{0,60}}? (?:described|reported|published|presented|observed|treated) by "
    r"(?P<name>[A-Z][\w'-]+)"
)


def cited_siblings(sentence: Sentence) -> tuple[str, int, int, Sex | None] | None:
    """Two siblings of another paper: whose it is, where the sentence says so, and their sex; None for our own."""
    if not any(noun in sentence.lowered for noun in ("sisters", "brothers", "siblings", "twins")):
        return None
    match = _PAIR_AHEAD.search(sentence.text) or _PAIR_BEHIND.search(sentence.text)
    if match is None or match["name"].lower() in _NO_AUTHOR or match["name"] in _NO_NAME:
        return None
    return match["name"], match.start("noun"), match.end("noun"), sex_of(match["noun"])


def of_authors(sentence: Sentence, person: Person) -> str | None:
    """The paper of "the 9-year-old girl of Ito (4)": a description with the author's name right behind it."""
    match = _AUTHORED.match(sentence.text, person.end)
    if match is None or match["of"] is None or _ORIGIN.search(match["of"]):
        return None
    return cited_reference(sentence, person.end)


def author_of(label: str) -> str:
    """The author that a cited case is labelled with, in lower case: ``Ito 2019 #2`` is "ito"."""
    return re.split(r"[ ,(]+(?:(?:19|20)\d\d|et al|and |& |#|\[)", label, maxsplit=1)[0].lower()


def same_paper(label: str, citation: str) -> bool:
    """Whether two citations are of one paper, as far as they tell: the author, and the year where both have one."""
    year, other = _YEAR.search(label), _YEAR.search(citation)
    return author_of(label) == author_of(citation) and (year is None or other is None or year.group() == other.group())


# A row or column of a table that is headed "Ito et al, 2012", "Ito (2012)"
_IN_YEAR = re.compile(
    r"(?P<author>(?:(?:van|von|de|del|della|der|di|da|la|le|el|al|mc)\s+(?:der\s+|den\s+)?)"
    r"?[^\W\d_][\w'-]*(?:\s+(?:del|de|la|[A-Z][\w'-]+))*)\s*(?:et\s+al\.?|and\s+colleagues|"
    r"and\s+[A-Z][\w-]+|&\s*[A-Z][\w-]+)?[\s,(\[]*(?P<year>(?:19|20)\d\d)",
    re.IGNORECASE,
)
# "Ito [7]", "Ito et al. (12)", "Ito and Sato": the number of the paper, or nothing, in place of its year
_IN_NUMBER = re.compile(
    r"(?P<author>(?:(?:van|von|de|del|della|der|di|da|la|le|al)\s+)*[^\W\d_][\w'-]+(?:\s[A-Z][\w'-]+)*)"
    r"(?:(?:\s+et\s+al\.?|\s+(?:and|&)\s+(?:colleagues|co-?workers|[A-Z][\w-]+))"
    r"(?:\s?[\[(]?\s?(?P<number>\d{1,3})[•*]{0,3}\s?[\])]?)?|\s?\[(?P<square>\d{1,3})[•*]{0,3}\])\W*$"
)


def cited_row(words: str) -> str | None:
    """The paper that the head of a row or column names, as "Ito 2012", "Ito [7]" or "Ito"."""
    if match := _IN_YEAR.search(words):
        author = re.sub(r"\s+et$|\s+et\s+al\.?$", "", match["author"].strip(), flags=re.IGNORECASE)
        return f"{author} {match['year']}"
    if match := _IN_NUMBER.match(words):
        number = match["number"] or match["square"]
        return f"{match['author']} [{number}]" if number else str(match["author"])
    return None


def cited_paper(sentence: Sentence, person: Person) -> str | None:
    """The paper that a described person is of, as "Name Year" where the sentence tells it; None for our own patient."""
    if person.age_years is None:
        bare = _CITED_BARE.search(sentence.text[max(0, person.start - _NEAR) : person.start])
        bare = bare or _CITED_BARE_BEHIND.match(sentence.text, person.end)
        nearby = sentence.text[max(0, person.start - _NEAR) : person.start]
        bare = bare or _CITED_USING.search(nearby) or _CITED_REPORT.search(nearby)
        bare = bare or _FROM_PLACE.match(sentence.text[person.end :])
        if bare is None and (bracket := _CITED_BRACKET.match(sentence.text[person.end :])):
            year = _YEAR.search(bracket.group())
            return f"{bracket['name']} {year.group()}" if year else bracket["name"]
        return bare["name"] if bare else None
    behind = _CITED_BEHIND.match(sentence.text[person.end :])
    ahead = _CITED_AHEAD.search(sentence.text[: person.start])
    bracket = _CITED_BRACKET.match(sentence.text[person.end :])
    nearby = sentence.text[max(0, person.start - _NEAR) : person.start]
    too = _CITED_TOO.search(sentence.text[: person.start])
    place = _FROM_PLACE.match(sentence.text[person.end :])
    by = _TREATED_BY.match(sentence.text[person.end :])
    match = bracket or behind or by or place or too or ahead or _CITED_BETWEEN.search(nearby) or _THAT_OF.search(nearby)
    match = match or _CITED_USING.search(nearby)
    if match is None and _PERSONAL.search(sentence.lowered, max(0, person.start - _NEAR), person.end + _NEAR):
        return "personal communication"
    if match is None and (numbered := _NUMBERED.match(sentence.text, person.end)):
        return f"[{numbered['number']}]"
    before = sentence.lowered[: person.start]
    if match is None and person.article == "a" and _OTHERS.search(before):
        return _number_behind(sentence)
    if match is None and (_THEIR_PAPER.search(before) or _ONE_OF_THEIRS.search(before[-_NEAR:])):
        told = _NAMED.findall(sentence.passage.clean.text[: sentence.first])
        return told[-1] if told else None
    if match is None or match["name"].lower() in _NO_AUTHOR or _WE.search(match.group()):
        return None
    year = _YEAR.search(bracket.group() if bracket else sentence.text)
    return f"{match['name']} {year.group()}" if year else match["name"]


def _number_behind(sentence: Sentence) -> str:
    """The paper by its number in the reference list, as printed in or right behind the sentence."""
    stretches = sentence.passage.clean.sources(sentence.first, sentence.last)
    printed = sentence.document.text[stretches[0][0] : stretches[-1][1] + _RAISED_BEHIND] if stretches else ""
    numbers = [match["number"] or match["bracketed"] for match in _RAISED.finditer(printed)]
    return f"[{numbers[-1]}]" if numbers else "other authors"
