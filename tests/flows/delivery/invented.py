"""Records to deliver: the sample articles, and a made-up one that tells one of everything a record can tell."""

from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from extractors.nlp import extract
from extractors.readers import read_article
from schemas.record import ArticleRecord

ROOT = Path(__file__).parents[3]
_PLACES = count(100, 50)


def words(quote: str, **where: Any) -> dict[str, Any]:
    """What every value has: its spelling, and a place of its own."""
    start = next(_PLACES)
    return {"printed": quote, "evidence": [{"start": start, "end": start + len(quote), "quote": quote, **where}]}


def read(quote: str, rule: str = "rule", **where: Any) -> dict[str, Any]:
    return {**words(quote, **where), "rule": rule}


def time(quote: str, **told: Any) -> dict[str, Any]:
    return {**read(quote, "time.after"), **told}


GIRL = {
    "label": "Patient 1",
    "also_called": ["the index patient", "Case A"],
    "also_reported": [
        {
            "source_file": "review.xml",
            "article_id": "b" * 64,
            "case": "Row 4",
            "origin": "cited",
            "citation": "Alder 2015",
            "verdict": "conflict",
            "likelihood": 0.9998,
            "disagreements": ["CK 7300 against 7030 (digits exchanged)", "age 9 years against 10 years"],
        }
    ],
    "evidence": words("Patient 1")["evidence"],
    "sex": "female",
    "sex_evidence": words("girl")["evidence"],
    "age_years": 9 + 2 / 12,
    "age_also": [10, 12 + 5 / 12],
    "age_evidence": [
        *words("9 years and 2 months")["evidence"],
        *words("aged 9", page=3, box=[5, 6, 7, 8], table=1, row=0, column=1)["evidence"],
    ],
    "ck": [
        {**read("7,300 U/L", page=2, box=[10, 20.5, 80, 30]), "value": 7300, "unit": "U/L", "ref_low": 30}
        | {"ref_high": 200, "phase": "onset", "time": time("On admission", days=0, since="admission")}
        | {"loinc": "2157-6", "ucum": "U/L"},
        {**read("59.5-fold"), "value": 59.5, "unit": "xULN", "loinc": "2157-6", "phase": "peak"},
        {**read("more than 20 000 U/L"), "value": 20000, "comparator": ">", "unit": "U/L"},
        {**read("about 900 U/L"), "value": 900, "comparator": "~", "unit": "U/L", "phase": "follow_up"},
        {**read("200-300 U/L"), "low": 200, "high": 300, "unit": "U/L", "ucum": "U/L", "loinc": "2157-6"},
        {**read("4100"), "value": 4100, "phase": "relapse"},
        {**read("12 µkat/L"), "value": 12, "unit": "µkat/L", "ucum": "ukat/L", "ref_high": 3.5},
    ],
    "labs": [
        {**read("88", table=0, row=2, column=3), "analyte": "ALT", "value": 88, "unit": "U/L"}
        | {"loinc": "1742-6", "ucum": "U/L", "time": time("within 4 weeks", low_days=0, high_days=28)},
        {**read("0.4 ng/mL"), "analyte": "troponin", "value": 0.4, "unit": "ng/mL"},
    ],
    "antibodies": [
        {**read("anti-SRP"), "name": "anti-SRP", "result": "positive", "titre": "1:80"},
        {**read("HMGCR"), "name": "anti-HMGCR", "result": "negative"},
        {**read("β2GPI"), "name": "anti-β2GPI", "result": "borderline"},
    ],
    "cmas": [
        {**read("12/52"), "score": 12, "max": 52, "phase": "onset"},
        {**read("48"), "score": 48, "time": time("6 months later", days=182.625, since="previous")},
    ],
    "drugs": [
        {**read("prednisone"), "name": "prednisone", "atc": "H02AB07", "rxnorm": "8640", "route": "oral"}
        | {
            "doses": [
                {**words("2 mg/kg/day"), "amount": 2, "unit": "mg", "basis": "kg", "per": "day", "interval_days": 1}
                | {"time": time("at diagnosis", days=0, since="diagnosis")},
                {**words("0.5 to 1 mg/kg/day"), "low": 0.5, "high": 1, "unit": "mg", "basis": "kg", "per": "day"},
            ],
            "events": [{**read("was tapered", "event"), "kind": "tapered", "time": time("after a year", days=365.25)}],
        },
        {**read("methylprednisolone"), "name": "methylprednisolone", "rxnorm": "6902", "route": "intravenous"}
        | {
            "status": "stopped",
            "doses": [
                {**words("1 g for 5 days"), "amount": 1, "unit": "g", "interval_days": 0.5, "duration_days": 5}
                | {"count": 3}
            ],
        },
        {**read("methotrexate"), "name": "methotrexate", "atc": "L04AX03", "route": "subcutaneous"}
        | {
            "doses": [{**words("15 mg/m2 weekly"), "amount": 15, "unit": "mg", "basis": "m2", "interval_days": 7}],
            "events": [{**read("switched", "event"), "kind": "switched", "to": "rituximab"}],
        },
        {**read("plasma exchange"), "name": "plasma exchange", "count": 5, "interval_days": 2, "duration_days": 10},
        {**read("simvastatin"), "name": "simvastatin", "atc": "C10AA01", "status": "exposure"},
        {**read("rituximab"), "name": "rituximab", "rxnorm": "121191", "status": "not_given"},
    ],
}
BOY = {"label": "Binder 2020 #2", "origin": "cited", "citation": "Binder 2020", "sex": "male"}

COHORT = [
    {**read("a median CK of 6000 U/L"), "population": "the children", "measure": "CK", "statistic": "median"}
    | {"value": 6000, "low": 900, "high": 12000, "sd": 10.5, "unit": "U/L", "count": 3, "n": 12}
]
LOOSE = [
    {"kind": "ck", "cue": "often", "level": "disease"}
    | {"value": {**read("5000 U/L"), "value": 5000, "unit": "U/L", "comparator": ">", "phase": "peak"}},
    {"kind": "lab", "value": {**read("ALT 90"), "analyte": "ALT", "value": 90, "ref_high": 40}},
    {"kind": "antibody", "value": {**read("Ro52"), "name": "anti-Ro52", "result": "positive", "titre": "1:160"}},
    {"kind": "cmas", "value": {**read("30/52"), "score": 30, "max": 52}},
    {"kind": "drug", "level": "other"}
    | {
        "value": {
            **read("azathioprine"),
            "name": "azathioprine",
            "route": "oral",
            "doses": [{**words("50 mg"), "amount": 50, "unit": "mg"}],
        }
    },
    {"kind": "sex", "sex": "male", **read("boys")},
    {"kind": "age", "age_years": 5, "at": "onset", **read("5 years")},
    {"kind": "cohort", "level": "group", "value": {**COHORT[0], **read("CK 6000")}},
]
FINDINGS = [
    {"kind": "ck", "severity": "warning", "message": "two numbers differ", "evidence": words("7,300")["evidence"]}
]


@cache
def invented() -> ArticleRecord:
    """A made-up article."""
    return ArticleRecord.model_validate(
        {
            "id": "ab" * 32,
            "article": {
                "source_file": "made-up.pdf",
                "title": "A girl and a boy",
                "doi": "10.5555/made.up",
                "pmid": "1",
            }
            | {"pmcid": "PMC1", "first_author": "Moss", "journal": "Letters", "year": 2026, "article_type": "letter"},
            "reader": "pdf",
            "cases": [GIRL, BOY],
            "cohort": COHORT,
            "unlinked": LOOSE,
            "findings": FINDINGS,
            "warnings": ["page 3 has no text"],
            "cross_checks": [
                {"source_file": "made-up.html", "reader": "html", "id": "cd" * 32, "agreed": 7}
                | {"differences": [{"only_in": "made-up.html", "case": "Patient 1", "field": "ck", "fact": "900 U/L"}]}
            ],
            "versions": {"program": "0.1.0", "rules": "5c1e", "readers": "77a0", "vocabulary": "9d03"},
        }
    )


@cache
def samples() -> tuple[ArticleRecord, ...]:
    """The sample articles, as read from PDF: every value has its page and its box."""
    return tuple(extract(read_article(path)) for path in sorted((ROOT / "raw_docs").glob("*.pdf")))
