"""A manuscript -> a PDF as a journal prints it: two columns of serif type, running heads, tables across both."""

from functools import partial
from pathlib import Path

from raw_docs.typesetting.columns import BOTTOM, COLUMN, FULL, MARGIN, Pages, Slug
from raw_docs.typesetting.inline import Run, Words
from raw_docs.typesetting.lines import Line, filled
from raw_docs.typesetting.manuscript import Figure, Heading, Manuscript, Paragraph
from raw_docs.typesetting.pdf_tables import table_slugs
from raw_docs.typesetting.press import Press

_SIZE, _LEADING = 9.5, 11.6
_SMALL, _SMALL_LEADING = 8.0, 9.8
_TITLE, _TITLE_LEADING = 16.0, 20.0
_INDENT = 10.0
_PICTURE = 96.0
_RUNNING = {"letter": "Letters to the Editor", "review-article": "Mini Review", "news": "Science News"}


def pdf_of(manuscript: Manuscript, fonts: Path) -> bytes:
    """The article as the bytes of a PDF; the same bytes each time with the same fonts."""
    press = Press(fonts, title=manuscript.title, author=manuscript.imprint.author)
    pages = Pages(press, partial(_furniture, manuscript))
    pages.fill(_opening(press, manuscript), _foot(press, manuscript), _text(press, manuscript))
    return press.bytes()


def _furniture(manuscript: Manuscript, press: Press, number: int) -> None:
    """The running head and the foot of a page."""
    imprint = manuscript.imprint
    told = f"{imprint.journal} {imprint.year};{imprint.volume}:{imprint.number}"
    left, right = (told, _RUNNING[manuscript.kind]) if number % 2 else (_RUNNING[manuscript.kind], told)
    press.put((MARGIN, 44), left, _SMALL, "italic")
    press.put((MARGIN + FULL - press.width(right, _SMALL, "italic"), 44), right, _SMALL, "italic")
    press.rule(MARGIN, 49, MARGIN + FULL, 49)
    page = str(number)
    press.put((MARGIN + (FULL - press.width(page, _SMALL)) / 2, BOTTOM + 26), page, _SMALL)
    press.put((MARGIN, BOTTOM + 26), f"doi:{imprint.doi}", 7.0)


def _opening(press: Press, manuscript: Manuscript) -> Slug:
    """Title, second title, authors and abstract, across both columns."""
    rows: list[tuple[Line, float, float]] = []
    rows += [(line, _TITLE, _TITLE_LEADING) for line in _filled(press, manuscript.title, "bold", _TITLE)]
    second = tuple(Run(run.text, "italic") for run in manuscript.second_title)
    rows += [(line, 11.5, 16.0) for line in filled(press, second, FULL, 11.5) if second]
    rows += [(line, 10.0, 18.0) for line in _filled(press, manuscript.imprint.author, "roman", 10.0)]
    if manuscript.abstract:
        rows += [(line, _SIZE, 18.0) for line in _filled(press, "Abstract", "bold", _SIZE)]
    for words in manuscript.abstract:
        rows += [(line, _SIZE, _LEADING) for line in filled(press, words, FULL, _SIZE, even=True)]
    return Slug(sum(leading for _, _, leading in rows) + 30, partial(_draw_opening, rows))


def _filled(press: Press, text: str, style: str, size: float) -> list[Line]:
    return filled(press, (Run(text, "bold" if style == "bold" else "roman"),), FULL, size)


def _draw_opening(rows: list[tuple[Line, float, float]], press: Press, x: float, y: float) -> None:
    for line, size, leading in rows:
        y += leading
        line.draw(press, (x, y), FULL, size)
    press.rule(x, y + 14, x + FULL, y + 14)


def _foot(press: Press, manuscript: Manuscript) -> Slug:
    """The notes at the foot of the first column, the imprint above them."""
    told = (Run(f"Citation: {manuscript.imprint.citation}"),)
    lines = [line for words in (told, *manuscript.notes) for line in filled(press, words, COLUMN, 7.2)]
    return Slug(9.0 * len(lines) + 14, partial(_draw_foot, lines))


def _draw_foot(lines: list[Line], press: Press, x: float, y: float) -> None:
    press.rule(x, y + 8, x + 60, y + 8)
    y += 10
    for line in lines:
        y += 9.0
        line.draw(press, (x, y - 1), COLUMN, 7.2)


def _text(press: Press, manuscript: Manuscript) -> list[Slug]:
    """All that stands in the columns."""
    slugs: list[Slug] = []
    opened = True
    for item in manuscript.body:
        if isinstance(item, Heading):
            slugs += _heading(press, item)
        elif isinstance(item, Paragraph):
            slugs += _lines(press, item.words, indent=0.0 if opened else _INDENT)
        elif isinstance(item, Figure):
            slugs.append(_figure(press, item))
        else:
            slugs.append(Slug(0.0, across=table_slugs(press, item)))
        opened = isinstance(item, Heading) or (opened and not isinstance(item, Paragraph))
    return [*slugs, *_references(press, manuscript), *_back(press, manuscript)]


def _lines(press: Press, words: Words, *, indent: float = 0.0) -> list[Slug]:
    """A paragraph; its first two lines stay together, and its last two."""
    lines = filled(press, words, COLUMN, _SIZE, indent=indent, even=True)
    return [
        Slug(_LEADING, partial(_draw_line, line, _SIZE), kept=place + 1 < len(lines) and place in (0, len(lines) - 2))
        for place, line in enumerate(lines)
    ]


def _draw_line(line: Line, size: float, press: Press, x: float, y: float) -> None:
    line.draw(press, (x, y + size), COLUMN, size)


def _heading(press: Press, heading: Heading) -> list[Slug]:
    style = "bold" if heading.level == 1 else "italic"
    words = tuple(Run(run.text, "bold" if style == "bold" else "italic") for run in heading.words)
    lines = filled(press, words, COLUMN, _SIZE + 1)
    return [
        Slug(_LEADING + 2, partial(_draw_line, line, _SIZE + 1), above=0.0 if place else 9.0, kept=True)
        for place, line in enumerate(lines)
    ]


def _figure(press: Press, figure: Figure) -> Slug:
    """A grey box for the picture, and the legend below it, at the head of a column."""
    lines = filled(press, (Run(f"{figure.label} ", "bold"), *figure.legend), COLUMN, _SMALL)
    told = [Slug(_SMALL_LEADING, partial(_draw_line, line, _SMALL), kept=True) for line in lines]
    box = Slug(_PICTURE + 6, lambda press, x, y: press.frame(x, y, COLUMN, _PICTURE), above=10.0, kept=True)
    return Slug(0.0, floating=(box, *told, Slug(10.0)))


def _references(press: Press, manuscript: Manuscript) -> list[Slug]:
    if not manuscript.references:
        return []
    slugs = _heading(press, Heading((Run("References"),)))
    for number, words in enumerate(manuscript.references, 1):
        lines = filled(press, (Run(f"{number}. "), *words), COLUMN, _SMALL, hanging=12.0)
        slugs += [Slug(_SMALL_LEADING, partial(_draw_line, line, _SMALL)) for line in lines]
    return slugs


def _back(press: Press, manuscript: Manuscript) -> list[Slug]:
    slugs = [Slug(8.0)] if manuscript.back else []
    for words in manuscript.back:
        lines = filled(press, words, COLUMN, _SMALL)
        slugs += [Slug(_SMALL_LEADING, partial(_draw_line, line, _SMALL)) for line in lines]
    return slugs
