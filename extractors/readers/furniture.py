"""Lines that belong to the page and not to the article: addresses, licences, page numbers, how to cite."""

import re

from extractors.readers.lines import has_letter

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_OPENING = re.compile(
    r"(?:"
    r"(?:source|original\s+article)\s*:.{0,300}(?:\bdoi\b|\b10\.\d{4})|"
    r"doi(?:\s+(?:of|for)\b.{0,60})?\s?:|refers?\s+to\s+article|"
    r"(?:please\s+)?cite\s+this\s+article|how\s+to\s+cite|to\s+cite\s+this|citation\s*:|"
    r"(?:please\s+)?address\s+correspondence|correspondence\s*(?:to\b|:)|corresponding\s+author|"
    r"e-?mail\s*(?:address(?:es)?)?\s*:|(?:phone|telephone|fax|tel)\.?\s*:|orcid\b|"
    r"competing\s+inter|conflicts?\s+of\s+interests?\s*[:.]|"
    r"declarations?\s+of\s+(?:competing\s+)?interests?\s*[:.]|disclosures?\s*:|"
    r"funding\s*[:.]|financial\s+support\s*[:.]|acknowledge?ments?\s*[:.]|"
    r"key\s?words?\b\s*[:.]?(?!\s+(?:are|is|was|were|in|for)\b)|palabras\s+clave|mots[\s-]cl[eé]s|"
    r"copyright\b|all\s+rights\s+reserved|this\s+is\s+an\s+open[\s-]access|open\s+access\b.{0,40}$|licensee?\b|"
    r"(?:edited|reviewed|handled)\s+by\s*:|academic\s+editor|"
    r"(?:these\s+authors\s+)?contributed\s+equally|previous\s+presentation\s*:|presented\s+at\s*:|"
    r"issn\b|available\s+online|article\s+in\s+press|downloaded\s+from|page\s+\d{1,4}(?:\s+of\s+\d{1,4})?\s*$|"
    r"(?:first\s+)?(?:published|received|accepted|revised)(?:\s+(?:online|on|in\s+revised\s+form))?\s*:?\s*"
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?[\s./-]{{1,2}}(?:{_MONTH}|\d{{1,2}}[./-])|{_MONTH}\W|(?:19|20)\d\d\W?$)"
    r")",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?:<sup>[^<>]{0,12}</sup>|[\W_])*")
_RIGHTS = re.compile(r"©|\(c\)\s{0,3}(?:19|20)\d\d|creativecommons\.org|\bCC[ -]BY\b")
_IMAGE = re.compile(r"!\[|\[(?:image|img|figure|graphic|picture|photo)\b[^\[\]]{0,80}\]$", re.IGNORECASE)
_DOI_ONLY = re.compile(
    r"[-*•\s<(\[]{0,6}(?:doi\s*:?\s*)?(?:https?://)?(?:(?:dx\.)?doi\.org/)?10\.\d{4,9}/[^\s<>]{1,200}[>)\]]{0,3}[.,]?$",
    re.IGNORECASE,
)
_LINK_ONLY = re.compile(r"[-*•\s<(\[]{0,6}(?:https?://|www\.)[^\s]{1,400}$", re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[-–—\s]{0,3}\d{1,4}[-–—\s]{0,3}$")
_DOI_TAIL = re.compile(r"[.\d/-][\w./-]{1,40}$")

ET_AL = re.compile(r"\bet\s+al\b")
"""The authors, as the heads of pages name them."""

# Authors with their journal, "J Myol 2023, 7, 212", "J Myol 12 (2022) 211-217", each with the number of the page.
_RUNNING_HEAD = re.compile(
    r"(?:.{0,60}\bet\s+al\b.{0,3}[/|•·].{0,80}|.{0,100}\b(?:19|20)\d\d\)?\s?[,;:]\s?\d{1,4}\s?(?:\(\d{1,3}\)\s?)?[,:]\s?e?\d{1,7}|"
    r".{0,100}\b\d{1,4}\s\((?:19|20)\d\d\)\s?\d{1,7})"
    r"(?:\s?[-–]\s?e?\d{1,7})?(?:\s{1,8}(?:\|\s?)?\d{1,5}|\s?\|?\s?page \d{1,4}(?: of \d{1,4})?)?$",
    re.IGNORECASE,
)

_MARKER = re.compile(r"<sup>[^<>]{0,20}</sup>|\^\w{1,3}|(?<=[a-z])\d(?:,\d)*\b|[¹²³⁴⁵⁶⁷⁸⁹]")
_SIGNS = re.compile(r"^\s*[-*•]\s|[*$\\†‡]")
_BETWEEN_NAMES = re.compile(r"[,;&]|\band\b")
_DEGREE = re.compile(r"\b(?:MD|M\.D\.|PhD|Ph\.D\.|MSc|BSc|MBBS|MRCP|FRCP|DPhil|MPH|MBBCh|DM|RN)\b")
_PARTICLE = frozenset("de del della di da van von der den la le el al y e and bin dos".split())
_WORD = re.compile(r"[^\W\d_][^\W\d_'’.-]{0,40}")
_AFFILIATION = re.compile(
    r"[\s*†‡§_(\d,¹²³⁴⁵⁶⁷⁸⁹]{0,8}(?:[a-h]\s)?(?:from\s+)?(?:the\s+)?(?:[A-Z][\w'’-]{1,20}\s){0,4}?"
    r"(?:Departments?|Dept\.?|Divisions?|Units?|Section|Institutes?|Schools?|Faculty|Hospital|University|Clinic|Cent(?:er|re)|"
    r"Service|Servicio|Unidad|Laborator(?:y|ies)|College|Klinik|H[oô]pital|Universit[àéä]\w*|Departamento)\b[^.;]{0,200},"
)
# "Laboratory: CPK 18,732 U/L, TGO 512 U/L": what was measured there, and no address
_MEASURED = re.compile(r"\b(?:laborator(?:y|ies)|clinic|units?)\s?:|\d\s?(?:%|[µμ]?[a-z]{1,5}/[a-z])", re.IGNORECASE)
_SENTENCE = re.compile(r"[a-z)]\.\s+[A-Z][a-z]+\s+[a-z]{2,}\s+[a-z]{2,}")


def is_furniture(words: str, *, after_doi: bool) -> bool:
    """Whether a line is page furniture. ``after_doi`` says that the furniture above it ended in a DOI."""
    if len(words) > 1200:
        return False
    return (
        is_rule(words)
        or _OPENING.match(_LEAD.sub("", words[:200], count=1)) is not None
        or _IMAGE.match(words) is not None
        or _PAGE_NUMBER.match(words) is not None
        or is_link(words)
        or (after_doi and " " not in words and _DOI_TAIL.match(words) is not None)
        or (len(words) < 500 and _RIGHTS.search(words) is not None)
        or words.startswith(("<sup>", "- <sup>"))
        or is_address(words)
        or is_author_list(words)
    )


def is_running_head(words: str) -> bool:
    """Whether a short line is nothing but the authors or the journal with year, volume and page."""
    return words[:1].isalnum() and _RUNNING_HEAD.match(words) is not None


def is_rule(words: str) -> bool:
    """Whether a line is drawn, not written: dashes, stars, a picture's remains."""
    return len(words) < 200 and not any(char.isalnum() for char in words)


def is_link(words: str) -> bool:
    """Whether a line is a DOI or an address on the web and nothing else."""
    return _DOI_ONLY.match(words) is not None or _LINK_ONLY.match(words) is not None


def is_address(words: str) -> bool:
    """Whether a line names a department, a hospital and a town."""
    if len(words) > 500 or words.count(",") < 2 or _SENTENCE.search(words) or _MEASURED.search(words):
        return False
    return _AFFILIATION.match(words) is not None and _capitalised(words) >= 0.55


def is_author_list(words: str, *, bare: bool = False) -> bool:
    """Whether a line is made of names. Without ``bare`` some mark or degree must say that they are authors."""
    if len(words) > 600 or not has_letter(words):
        return False
    if ":" in words or words.endswith("?") or re.search(r"\d{2}", words):
        return False
    marked = _DEGREE.search(words) or len(_MARKER.findall(words)) >= 1 + words.count(",") // 2
    if not marked and not (bare and len(_BETWEEN_NAMES.findall(words)) >= 1):
        return False
    stripped = _DEGREE.sub(" ", _MARKER.sub(" ", _SIGNS.sub(" ", words)))
    return _capitalised(stripped) >= 0.9 and _are_names(stripped)


def _are_names(words: str) -> bool:
    """Between the commas stand names of two to six words, initials among them."""
    lengths = [len(_WORD.findall(part)) for part in _BETWEEN_NAMES.split(words)]
    told = [length for length in lengths if length]
    return len(told) > 0 and sum(1 < length < 7 for length in told) >= 0.8 * len(told)


def _capitalised(words: str) -> float:
    """Share of the words that begin with a capital; particles of names do not count."""
    small = _PARTICLE | {"of", "for", "sup"}
    found = [word for word in _WORD.findall(words) if word.lower() not in small]
    return sum(word[0].isupper() for word in found) / len(found) if found else 0.0
