"""Set the sample articles: ``python -m raw_docs.typesetting [--fonts FOLDER]``.

JATS and HTML are always made; PDF where a folder with fonts is named, because only they need more than this repository.
"""

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from raw_docs.typesetting.fonts import FontsError, lighten
from raw_docs.typesetting.gathering import manuscript_of, sample_texts
from raw_docs.typesetting.html import html_of
from raw_docs.typesetting.jats import jats_of
from raw_docs.typesetting.manuscript import Manuscript
from raw_docs.typesetting.pdf import pdf_of


def main() -> None:
    """Write every form beside the text that it is made of."""
    parser = argparse.ArgumentParser(prog="python -m raw_docs.typesetting", description="Set the sample articles.")
    parser.add_argument(
        "--fonts", type=Path, help="folder with the Liberation and DejaVu fonts; without it no PDF is made"
    )
    fonts: Path | None = parser.parse_args().fonts
    manuscripts = {path: manuscript_of(path) for path in sample_texts()}
    for path, manuscript in manuscripts.items():
        path.with_suffix(".xml").write_bytes(jats_of(manuscript))
        path.with_suffix(".html").write_bytes(html_of(manuscript))
    if fonts is not None:
        _print(manuscripts, fonts)


def _print(manuscripts: dict[Path, Manuscript], fonts: Path) -> None:
    with TemporaryDirectory() as folder:
        try:
            lighten(fonts, Path(folder))
        except FontsError as error:
            sys.exit(f"No PDF was made: {error}")
        for path, manuscript in manuscripts.items():
            path.with_suffix(".pdf").write_bytes(pdf_of(manuscript, Path(folder)))


if __name__ == "__main__":
    main()
