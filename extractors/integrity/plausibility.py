"""Values that can hardly be: a score above its scale, a dose far off all usual ones, a unit of another kind, an age."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import chain

from extractors.gates import Gated
from extractors.integrity.article import ReadArticle, finding, matched, plain
from extractors.lexicon import analytes, table
from extractors.reading import Found
from schemas.mention import DrugMention
from schemas.record import IntegrityFinding, Severity
from schemas.values import Dose, Evidence, Measurement

_CMAS_MOST = 52
_MG = {"mg": 1.0, "g": 1000.0, "µg": 0.001}
_FAR = 50  # times below the lowest usual dose: no tapering goes there
_TOO_MUCH = 10  # times above the highest
_THOUSANDFOLD = 1000
_WEEK = 7  # days

# Not swallowed or infused for its effect on the whole body, or not meant to be: the usual doses do not speak of these.
_OTHER_USE = re.compile(
    r"\b(?:intrathecal\w*|intravitreal\w*|intra-?articular\w*|intralesional\w*|intraocular\w*|subconjunctival\w*|"
    r"ointment|cream|gel|drops?|inhal\w*|nebuli[sz]\w*|enema|mouthwash|desensiti[sz]\w*|challenge|rechallenge|"
    r"skin test\w*|prick|overdos\w*|ingest\w*|intoxicat\w*|poison\w*|suicid\w*|cumulative|total dose|trough|"
    r"levels? of|concentrations?|rats?|mice|mouse|dogs?|(?:mg|µg|kg|g) ?/ ?(?:h|hr|hour|min|ml|l|dl))\b"
)
_AGE = r"(?P<age>\d{1,3}(?:\.\d)?)[ -](?P<unit>years?|yrs?|months?|weeks?|days?)"
_ADJECTIVE = r"(?:(?!mother|father|(?:with|and|of|old|who|whose|had|has|have|was|is|an?|the|her|his|gave)\b)[a-z-]+ )"
_AGED = re.compile(rf"\b{_AGE}[ -]old,? {_ADJECTIVE}{{0,3}}?(?P<noun>WORDS)s?\b(?!['-])")
# "The mother of the infant, aged 30 years" tells the age of the mother.
_NOT_OF = "".join(f"(?<!of {word} )" for word in ("the", "this", "our", "a", "an", "her", "his", "one"))
_NOUN_FIRST = re.compile(rf"{_NOT_OF}\b(?P<noun>WORDS),? (?:who was |was )?(?:aged|of age|of) {_AGE}\b")
_NOUN_AHEAD = re.compile(rf"{_NOT_OF}\b(?P<noun>WORDS) (?:was|is) {_AGE}[ -]old\b")
_TIME = Gated(r"\d[ -](?:year|yr|month|week|day)")
_TITLE = re.compile(r"\bin an? (?:[a-z-]+ ){0,3}?(?P<noun>WORDS)\b(?!['-])")
_YEAR = {"y": 1.0, "m": 1 / 12, "w": 7 / 365.25, "d": 1 / 365.25}
_EXCLUSIVE = ("enzyme", "mass", "speed")


def find_implausible(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """Every value of the article that is out of scale or hardly possible."""
    yield from _cmas(article)
    yield from _doses(article)
    yield from _units(article)
    yield from _ages(article)
    yield from _title(article)


def _cmas(article: ReadArticle) -> Iterator[IntegrityFinding]:
    for case in article.cases:
        for score in case.cmas:
            most = score.max or _CMAS_MOST
            if score.score > most:
                message = f"A CMAS of {plain(score.score)} is above the maximum of the scale, {most}."
                yield finding("beyond-scale", "error", message, score.evidence)


# ---- doses


@cache
def _usual() -> dict[tuple[str, str], tuple[float, float, str]]:
    return {
        (row["name"], row["basis"]): (
            float(row["low"]),
            float(row["high"]),
            row["source"],
        )
        for row in table("usual_doses")
    }


def _doses(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """One finding for the same dose of the same drug, wherever it is printed."""
    same: defaultdict[tuple[str, str], list[Evidence]] = defaultdict(list)
    told: dict[tuple[str, str], tuple[Dose, float]] = {}
    for found in article.found:
        if not isinstance(found.mention, DrugMention) or not found.mention.value.doses:
            continue
        drug = found.mention.value
        if drug.route in ("topical", "inhaled") or _OTHER_USE.search(_around(found)):
            continue
        for dose in drug.doses:
            if (off := _off(drug.name, dose)) is not None:
                key = (drug.name, " ".join(dose.printed.split()))
                same[key] += dose.evidence
                told.setdefault(key, (dose, off))
    for (name, printed), evidence in same.items():
        dose, off = told[name, printed]
        low, high, source = _bounds(name, dose) or (0.0, 0.0, "")
        usual = f"usual doses are {_range(low, high, dose.basis)} ({source})"
        where = f" ({len(set(evidence))} times in the article)" if len(set(evidence)) > 1 else ""
        message = f"{name.capitalize()} {printed}{where} is {_times(off)}; {usual}."
        yield finding("dose-out-of-scale", _severity(off), message, evidence)


def _around(found: Found) -> str:
    """The words near the drug and its doses, by which it may be another use of it than the usual one."""
    starts, ends = zip((found.start, found.end), *found.doses, strict=True)
    return found.sentence.passage.clean.text[max(0, min(starts) - 50) : max(ends) + 30].lower()


def _off(name: str, dose: Dose) -> float | None:
    """How many times the highest usual dose, or which part of the lowest one; None for a dose that can be."""
    usual = _bounds(name, dose)
    amount = dose.amount if dose.amount is not None else dose.high
    if usual is None or amount is None or amount <= 0 or dose.unit not in _MG:
        return None
    milligrams = amount * _MG[dose.unit]
    if milligrams * _FAR <= usual[0]:
        return milligrams / usual[0]
    return milligrams / usual[1] if milligrams >= usual[1] * _TOO_MUCH else None


def _bounds(name: str, dose: Dose) -> tuple[float, float, str] | None:
    """The usual doses by weight, surface or none of them; a weekly one may have bounds of its own."""
    basis = dose.basis or "none"
    weekly = dose.per == "week" or dose.interval_days == _WEEK
    return (_usual().get((name, f"{basis} weekly")) if weekly else None) or _usual().get((name, basis))


def _severity(off: float) -> Severity:
    return "error" if off < 1 or off >= _FAR else "warning"


def _times(off: float) -> str:
    if off > 1:
        return f"{off:.0f} times the highest usual dose"
    return f"1/{1 / off:.0f} of the lowest usual dose"


def _range(low: float, high: float, basis: str | None) -> str:
    unit, factor = ("g", 1 / _THOUSANDFOLD) if low >= 100 and high >= _THOUSANDFOLD else ("mg", 1.0)
    return f"{low * factor:g} to {high * factor:g} {unit}{f'/{basis}' if basis else ''}"


# ---- units


@cache
def _unit_kinds() -> dict[str, str]:
    """Canonical unit and UCUM code -> kind; a speed is that of a sedimentation."""
    kinds: dict[str, str] = {}
    for row in table("units"):
        kind = "speed" if row["ucum"] == "mm/h" else row["kind"]
        kinds |= {row["unit"]: kind, row["ucum"]: kind}
    return kinds


def _units(article: ReadArticle) -> Iterator[IntegrityFinding]:
    for case in article.cases:
        measured: chain[tuple[str, Measurement]] = chain(
            (("CK", value) for value in case.ck), ((value.analyte, value) for value in case.labs)
        )
        for name, value in measured:
            usual = analytes().get(name, {}).get("ucum")
            expected, kind = _unit_kinds().get(usual or ""), _unit_kinds().get(value.unit or "")
            if name == "CK-MB" or expected == kind or expected not in _EXCLUSIVE or kind not in _EXCLUSIVE:
                continue
            yield finding(
                "unit-of-another-kind",
                "warning",
                f"{name} is given in {value.unit}; it is measured in {usual}.",
                value.evidence,
            )


# ---- ages


@cache
def _age_words() -> dict[str, tuple[float, float]]:
    return {row["word"]: (float(row["youngest"]), float(row["oldest"] or 150)) for row in table("age_words")}


@cache
def _patterns() -> tuple[Gated, ...]:
    """The patterns of the title, and of sentences."""
    words = "|".join(sorted(_age_words(), key=len, reverse=True))
    written = (_TITLE, _AGED, _NOUN_FIRST, _NOUN_AHEAD)
    return tuple(Gated(each.pattern.replace("WORDS", words)) for each in written)


def _ages(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """An infant of 45 years."""
    patterns = _patterns()[1:]
    for sentence in article.prose():
        if not _TIME.search(sentence.lowered):
            continue
        for match in chain.from_iterable(pattern.finditer(sentence.lowered) for pattern in patterns):
            youngest, oldest = _age_words()[match["noun"]]
            years = float(match["age"]) * _YEAR[match["unit"][0]]
            if not youngest - 0.01 <= years <= oldest + 0.01:
                yield finding(
                    "age-against-word",
                    "warning",
                    f"{_a(match['noun']).capitalize()} is said to be {match['age']} {match['unit'].rstrip('s')}s old.",
                    matched(sentence, match, "age"),
                    matched(sentence, match, "noun"),
                )


def _title(article: ReadArticle) -> Iterator[IntegrityFinding]:
    """The title tells of a child, and the only patient is none."""
    own = article.own
    if len(own) != 1 or own[0].age_years is None:
        return
    for sentence in article.sentences:
        if sentence.passage.kind != "title" or (match := _patterns()[0].search(sentence.lowered)) is None:
            continue
        youngest, oldest = _age_words()[match["noun"]]
        if not youngest - 0.01 <= own[0].age_years <= oldest + 0.01:
            yield finding(
                "age-against-word",
                "warning",
                f"The title tells of {_a(match['noun'])}; the patient is {plain(own[0].age_years)} years old.",
                own[0].age_evidence,
                matched(sentence, match, "noun"),
            )


def _a(noun: str) -> str:
    return f"{'an' if noun[0] in 'aeiou' else 'a'} {noun}"
