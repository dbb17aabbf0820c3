"""Headings: how they are printed, and which section of an article they open."""

import re
from typing import NamedTuple

from extractors.readers.lines import Line, begins_lower
from schemas.document import SectionType

PLAIN = 9
"""Level of a heading that tells none: neither number nor number signs."""

_MARKDOWN = re.compile(r"(?P<signs>#{1,6})\s+\S")
_NUMBERED = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,3})\.?\s+(?P<words>[A-Z].{0,79})$")
_BOLD = re.compile(r"(?:\*\*|__)[^*_]{2,80}(?:\*\*|__)[.:]?$")
_PERSON = re.compile(
    r"(?:(?:the\s+)?(?:index\s+|elder\s+|older\s+|younger\s+|twin\s+)?(?:sister|brother|mother|father|son|daughter|proband)"
    r"(?:\s*\([^()]{3,30}\))?|(?:the\s+)?(?:family|families))$|"
    r"(?:index\s+)?(?:case|patient|pt)(?:\s+(?:no\.?\s*)?(?:\d{1,2}|[ivx]{1,4}|one|two|three|four))?(?:\s*[:.–—-]\s*.{0,60})?$",
    re.IGNORECASE,
)
_CLAUSES = re.compile(r"[,;]\s")
_SALUTATION = re.compile(
    r"[\W_]{0,10}(?:dear\s+(?:sirs?|madam|editors?|editor-in-chief|professor|dr)\b[^.]{0,40}|sirs?|to\s+the\s+editors?|editors?)[\W_]{0,8}$",
    re.IGNORECASE,
)
_INLINE = re.compile(r"[*_]{0,3}(?P<label>[A-Z][A-Za-z ]{3,24})(?:[*_]{1,3}\s?[:.—–]|[:—–][*_]{0,3}|\.[*_]{1,3})\s")

_WORDS: dict[SectionType, str] = {
    "abstract": "abstract|summary|structured abstract",
    "introduction": "introduction|background",
    "methods": (
        "methods|method|materials and methods|material and methods|patients and methods|methodology|"
        "study population|"
        "statistical analysis|statistics|subjects and methods|literature search"
    ),
    "case": (
        "case report|case reports|case presentation|case presentations|case description|case descriptions|"
        "case history|"
        "case histories|case summary|case study|case series|cases|case|clinical case|clinical cases|clinical history|"
        "patient presentation|patient information|patient|patients|presentation of case|presentation of cases|"
        "report of a case|report of cases|clinical observation|observation|"
        "case vignette|our case|our cases|the case|history|clinical findings|"
        "diagnostic assessment|therapeutic intervention|therapeutic interventions|follow-up and outcomes|timeline"
    ),
    "results": "results|findings",
    "discussion": (
        "discussion|comment|comments|commentary|literature review|review of the literature|review of literature|"
        "results and discussion|discussion and conclusion|discussion and conclusions|"
        "discussion and review of the literature"
    ),
    "conclusion": (
        "conclusion|conclusions|concluding remarks|summary and conclusion|summary and conclusions|learning points"
    ),
    "references": "references|reference|bibliography|literature cited|literature|references and notes|bibliograf[ií]a",
    "back": (
        "acknowledgements|acknowledgments|acknowledgement|acknowledgment|funding|funding statement|"
        "conflict of interest|conflicts of interest|conflict of interests|competing interests|competing interest|"
        "declaration of competing interest|"
        "declarations|declaration|disclosure|disclosures|author contributions|authors' contributions|contributors|"
        "ethics statement|ethics approval|ethical approval|ethics|informed consent|consent|patient consent|"
        "consent for publication|data availability|data availability statement|supplementary material|"
        "supplementary materials|supplementary data|publisher's note|author details|orcid|generative ai statement|"
        "abbreviations|keywords|key words|correspondence"
    ),
}
_SECTION_OF: dict[str, SectionType] = {word: section for section, words in _WORDS.items() for word in words.split("|")}
_INLINE_SECTIONS = frozenset({"introduction", "methods", "case", "results", "discussion", "conclusion"})


class Heading(NamedTuple):
    """A heading: ``level`` 1 to 6 as printed, else ``PLAIN``; the section that its words open, where they open one."""

    level: int
    section: SectionType | None
    salutation: bool = False


def heading(lines: list[Line], index: int) -> Heading | None:
    """Whether the line is a heading. What surrounds it decides where neither signs nor known words do."""
    line = lines[index]
    if len(line.text) > 300:
        return None
    if _SALUTATION.match(line.text):
        return Heading(PLAIN, None, salutation=True)
    if signs := _MARKDOWN.match(line.text):
        return Heading(len(signs["signs"]), section_of(line.text))
    if len(line.text) > 90:
        return None
    return _numbered(lines, index) or _plain(lines, index)


def section_of(words: str) -> SectionType | None:
    """The section that the words of a heading open."""
    bare = " ".join(re.sub(r"^[\W\d_]+|[\W_]+$|[*_]", " ", words[:100]).split()).lower().replace("’", "'")
    if found := _SECTION_OF.get(bare):
        return found
    return "case" if _PERSON.match(bare) else None


def inline_section(words: str) -> SectionType | None:
    """The section that a paragraph opens with its first words: "Case report: A girl ..."."""
    found = _INLINE.match(words[:60])
    section = _SECTION_OF.get(found["label"].strip().lower()) if found else None
    return section if section in _INLINE_SECTIONS else None


def _numbered(lines: list[Line], index: int) -> Heading | None:
    line = lines[index]
    found = _NUMBERED.match(line.text)
    if found is None or line.ends:
        return None
    section = section_of(found["words"])
    following = lines[index + 1] if index + 1 < len(lines) else None
    alone = following is None or following.blank or len(following.text) > 120
    opens = index == 0 or line.blank or lines[index - 1].ends or len(lines[index - 1].text) > 200
    if opens and (section or (alone and len(found["words"].split()) <= 10)):
        return Heading(found["number"].count(".") + 1, section)
    return None


def _plain(lines: list[Line], index: int) -> Heading | None:
    """Known words on a line of their own, or any few words set in bold."""
    line = lines[index]
    section = section_of(line.text)
    if section is not None and _goes_on(lines, index):
        return None
    if section is None and not _BOLD.match(line.text):
        return None
    if begins_lower(line.text) or not _stands_alone(lines, index):
        return None
    return Heading(PLAIN, section)


def _goes_on(lines: list[Line], index: int) -> bool:
    """``Case 3: 29-year-old woman (28 weeks), CK`` / ``3 980 U/L``: behind its label a sentence begins."""
    line, _, told = lines[index].text.partition(":")
    wrapped = index + 1 < len(lines) and not lines[index + 1].blank and not lines[index].ends
    return wrapped and _CLAUSES.search(told) is not None and _PERSON.match(line) is not None


def _stands_alone(lines: list[Line], index: int) -> bool:
    """Not the end or the middle of a wrapped paragraph: above is a blank or a full stop, below a new beginning."""
    line = lines[index]
    above = index == 0 or line.blank or lines[index - 1].ends
    below = index + 1 >= len(lines) or lines[index + 1].blank or not begins_lower(lines[index + 1].text)
    return above and below
