"""Draw ``docs/images/run.svg``: the patients of two samples and the scores of all, as the terminal shows them.

Run from the repository's root: ``.venv/bin/python docs/images/picture.py``.
"""

import re
from pathlib import Path

from rich.console import Console

from extractors.nlp import extract
from extractors.readers import read_article
from flows.console import patients_table
from flows.gold import load_gold
from flows.scoreboard import score_table
from flows.scoring import compare

ROOT = Path(__file__).parent.parent.parent

texts = sorted(path for path in (ROOT / "raw_docs").glob("0*") if path.suffix in (".txt", ".md"))
records = {path.stem: extract(read_article(path)) for path in texts}
shown = [record for stem, record in records.items() if stem.startswith(("000", "003"))]
with Path("/dev/null").open("w") as nowhere:
    console = Console(record=True, width=150, file=nowhere)
    console.print("$ casesift run")
    console.print(patients_table(shown))
    console.print(score_table(compare(records, load_gold(ROOT / "gold").records)))
    drawn = console.export_svg(title="casesift")
# The fonts that rich names stand on a server: a reader's own monospaced one serves as well.
drawn = re.sub(r"@font-face \{.*?\}\n", "", drawn, flags=re.DOTALL)
(ROOT / "docs" / "images" / "run.svg").write_text(drawn, encoding="utf-8")
