"""Draw ``docs/images/run.svg``: the patients of two samples and the scores of all, as the terminal shows them.

Run from the repository's root: ``.venv/bin/python docs/images/picture.py``.
"""

import re
from pathlib import Path

from rich.console import Console

from extractors.nlp import extract
from extractors.readers import read_article
from flows.gold.against_gold import compare_with_gold
from flows.literature.same_article import by_article
from flows.printing.patients import patient_rows
from flows.reports.console import patients_table
from flows.scores.scoreboard import score_table

ROOT = Path(__file__).parent.parent.parent

files = sorted(path for path in (ROOT / "raw_docs").glob("0*") if path.is_file())
records = by_article([extract(read_article(path)) for path in files])
compared = compare_with_gold(records, ROOT / "gold").comparison
if compared is None:
    raise SystemExit("there is no gold to compare with")
with Path("/dev/null").open("w") as nowhere:
    console = Console(record=True, width=150, file=nowhere)
    console.print("$ casesift run")
    shown = [record for record in records if record.article.source_file.startswith(("000", "003"))]
    console.print(patients_table(list(patient_rows(shown))))
    console.print(score_table(compared))
    drawn = console.export_svg(title="casesift")
# The fonts that rich names stand on a server: a reader's own monospaced one serves as well.
drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
(ROOT / "docs" / "images" / "run.svg").write_text(drawn, encoding="utf-8")
