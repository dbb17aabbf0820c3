"""The fonts of the PDFs: found in a folder, and made light, because what they hold for old screens is not needed."""

from pathlib import Path

from fontTools.ttLib import TTFont

FACES = {
    "roman": "LiberationSerif-Regular.ttf",
    "bold": "LiberationSerif-Bold.ttf",
    "italic": "LiberationSerif-Italic.ttf",
    "signs": "DejaVuSans.ttf",
}
"""By style; ``signs`` serves for the characters that the serif fonts lack."""

_HINTS = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "gasp")


class FontsError(Exception):
    """A font is not in the folder; the message names it and says where it comes from."""


def lighten(fonts: Path, into: Path) -> None:
    """Copy the fonts from ``fonts`` or its subfolders to ``into``, without hints for screens.

    Raise ``FontsError`` where one is missing.
    """
    for name in FACES.values():
        found = next(iter(sorted(fonts.rglob(name))), None)
        if found is None:
            packages = "they are in Debian's packages fonts-liberation and fonts-dejavu-core"
            raise FontsError(f"the font {name} is not in {fonts}; {packages}")
        font = TTFont(found, recalcTimestamp=False)
        for table in _HINTS:
            if table in font:
                del font[table]
        glyphs = font["glyf"]
        for glyph in glyphs.keys():  # noqa: SIM118 - a table is no dictionary
            glyphs[glyph].removeHinting()
        font.save(into / name)
