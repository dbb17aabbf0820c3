"""An empty gold file for a curator who reads the article and not what the program made of it."""

from pathlib import Path, PurePath

from flows.gold.text import GoldText
from schemas.document import Document

_TEMPLATE = """\
# Gold record, curated by hand from the article alone.
# Facts, not sentences; what the article does not say is left out. `casesift schema gold` describes every key.
article:
  source_file: {source}

cases:
# - label: "Case 1"
#   origin: own                 # cited: a patient of another article
#   sex: female
#   age_years: 9.5
#   ck:
#     - {{value: 9000, unit: U/L, ref_low: 30, ref_high: 190, phase: onset}}
#   antibodies:
#     - {{name: anti-SRP, result: positive}}
#   cmas:
#     - {{score: 12, max: 52, phase: onset}}
#   drugs:
#     - {{name: prednisolone, route: oral, doses: [{{amount: 1, unit: mg, basis: kg, per: day}}]}}
#   labs:
#     - {{analyte: ALT, value: 120, unit: U/L}}

cohort:
# - {{population: "all patients", measure: age_at_onset, statistic: median, value: 8, unit: years}}

not_patient_facts:
# - "CK above 1,000 U/L: a criterion, nobody's value"
"""


def template(document: Document, source: str) -> str:
    """The text of an empty gold file for ``source``, with what the file tells of the article itself.

    It is no gold yet: ``cases`` and the other lists are empty until the curator fills them or takes them out, so that a
    file that nobody has finished is named and not scored.
    """
    text = GoldText(_TEMPLATE.format(source='""'))
    told = document.metadata
    text.set(("article", "source_file"), PurePath(source).name)
    for key in ("title", "first_author", "journal", "year", "doi"):
        value = getattr(told, key)
        if value is not None:
            text.set(("article", key), value)
    return text.text


def write_template(article: Path, folder: Path) -> Path:
    """Write the template of an article into ``folder``. Raises ``ReadError``, and ``FileExistsError`` where it is."""
    from extractors.readers import read_article

    path = folder / f"{article.stem}.yaml"
    text = template(read_article(article), article.name)
    folder.mkdir(parents=True, exist_ok=True)
    with path.open("x", encoding="utf-8", newline="") as file:
        file.write(text)
    return path
