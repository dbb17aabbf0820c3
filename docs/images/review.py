"""Draw ``docs/images/review.png``: the review page of a sample, with a value chosen and a few decided on.

Run from the repository's root, where there is Chromium: ``.venv/bin/python -m docs.images.review``.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image

from tests.flows.browsing import browser

ROOT = Path(__file__).parent.parent.parent
SIZE = (1280, 860)

(article,) = (ROOT / "raw_docs").glob("000*.pdf")
with tempfile.TemporaryDirectory() as folder:
    site, drawn = Path(folder) / "site", Path(folder) / "page.png"
    command = "from flows.cli.main import main; main(prog_name='casesift')"
    arguments = ["report", article, "--gold", ROOT / "gold", "--out", site]
    subprocess.run([sys.executable, "-c", command, *map(str, arguments)], cwd=ROOT, check=True)
    with browser(Path(folder)) as page:
        page.resize(*SIZE)
        page.open(next((site / "pages").glob("*.html")))
        page.press("j", "a", "j", "a", "j", "a", "j")
        page.run("document.querySelectorAll('.sheet')[1].scrollIntoView()")
        time.sleep(2)  # the pictures are loaded as they come into view
        page.driver.save_screenshot(str(drawn))
    with Image.open(drawn) as picture:
        picture.convert("RGB").quantize(256, kmeans=2).save(ROOT / "docs" / "images" / "review.png", optimize=True)
