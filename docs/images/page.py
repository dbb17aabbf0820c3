"""Draw ``docs/images/page.png``: a page of a sample as the reader saw it, with the words behind the values marked.

Run from the repository's root: ``.venv/bin/python docs/images/page.py``.
"""

import tempfile
from pathlib import Path

from PIL import Image

from extractors.nlp import extract
from extractors.readers import page_pictures, read_article
from schemas.document import Span

ROOT = Path(__file__).parent.parent.parent
SHOWN = (60, 80, 860, 772)  # the table of the page, in pixels

(path,) = (ROOT / "raw_docs").glob("000*.pdf")
document = read_article(path)
found = [Span(start=words.start, end=words.end) for words in extract(document).words()]
with tempfile.TemporaryDirectory() as folder:
    pictures = page_pictures(path, document, Path(folder), found=found)
    with Image.open(pictures[1]) as page:
        page.convert("RGB").crop(SHOWN).quantize(64).save(ROOT / "docs" / "images" / "page.png", optimize=True)
