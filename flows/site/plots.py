"""Pictures drawn with matplotlib as SVG that a strict page may hold: no style attributes, no ids of chance, no date."""

import io
import re
from textwrap import shorten, wrap
from typing import TYPE_CHECKING, Any

from lxml import etree

from flows.site.courses import Bar, Course
from flows.site.wording import plain
from schemas.diff import Comparison

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

INK, MUTED, RULE = "#1f2933", "#52606d", "#d9dee4"
CK, CMAS, DRUG, UNTOLD = "#9a3412", "#1d4e89", "#2f6f4f", "#e4e9ed"

_SVG = "{http://www.w3.org/2000/svg}"
_WIDTH = 6.2  # inches
_MOST_DRUGS = 12
_MOST_LABELS = 5  # side by side, without being turned
_MONTH, _YEAR = 30.4375, 365.25  # days
_FONT = re.compile(r"(?P<size>[\d.]+)px")
_SETTINGS: Any = {
    "svg.hashsalt": "casesift",
    "svg.fonttype": "none",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.edgecolor": RULE,
    "axes.labelcolor": MUTED,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": INK,
    "text.parse_math": False,  # a dollar in an article's words is a dollar
    "grid.color": RULE,
}


def course_svg(label: str, course: Course) -> str:
    """The course of a patient as SVG: CK on a log axis, CMAS, drugs as bars. Empty where there is nothing to see."""
    if not course.worth_drawing:
        return ""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    heights = [1.5] * bool(course.ck) + [1.1] * bool(course.cmas)
    drugs = _shown(course)
    heights += [0.19 * len(drugs) + 0.15] if drugs else []
    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, sum(heights) + 0.75), layout="constrained")
        axes = list(figure.subplots(len(heights), sharex=True, squeeze=False, height_ratios=heights)[:, 0])
        rest = iter(axes)
        if course.ck:
            _draw_ck(next(rest), course)
        if course.cmas:
            _draw_cmas(next(rest), course)
        span = _span(course)
        if drugs:
            _draw_drugs(next(rest), course, span)
        _draw_axis(axes[-1], course, span)
        return _svg(figure, _told(label, course))


def scores_svg(comparison: Comparison) -> str:
    """F1 of every scored field with its interval at patient level; the document level is a ring beside it."""
    scored = [(field, score.f1, score.interval) for field, score in comparison.patient.items() if score.f1 is not None]
    if not scored:
        return ""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    with mpl.rc_context(_SETTINGS):
        figure = Figure(figsize=(_WIDTH, 0.26 * len(scored) + 0.6), layout="constrained")
        axes = figure.subplots()
        for place, (field, f1, interval) in enumerate(scored):
            axes.plot(interval or (f1, f1), [place, place], color=CMAS, linewidth=3, alpha=0.35, solid_capstyle="round")
            axes.plot([f1], [place], "o", color=CMAS, markersize=5)
            whole = comparison.document[field].f1
            if whole is not None:
                axes.plot([whole], [place], "o", markersize=9, mfc="none", color=MUTED)
        axes.set_yticks(range(len(scored)), [field.replace("_", " ") for field, _, _ in scored])
        axes.invert_yaxis()
        axes.set_xlim(-0.02, 1.03)
        axes.grid(axis="x", linewidth=0.6)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.set_xlabel("F1: dot and line, patient level with its 95 % interval; ring, document level")
        told = "; ".join(f"{field.replace('_', ' ')} {f1:.2f}" for field, f1, _ in scored)
        return _svg(figure, f"F1 at patient level by field: {told}")


def _draw_ck(axes: "Axes", course: Course) -> None:
    from matplotlib.ticker import LogLocator

    axes.set_yscale("log")
    axes.plot([point.x for point in course.ck], [point.y for point in course.ck], "-o", color=CK, linewidth=1.5)
    for point in course.ck:
        axes.annotate(f"{point.y:,.0f}", (point.x, point.y), (0, 6), textcoords="offset points", ha="center", color=CK)
    levels = [point.y for point in course.ck] + ([course.upper_reference] if course.upper_reference else [])
    if course.upper_reference:
        axes.axhline(course.upper_reference, color=MUTED, linewidth=0.8, linestyle=(0, (4, 3)))
        axes.annotate(
            "upper reference", (1, course.upper_reference), xycoords=("axes fraction", "data"), ha="right", va="bottom"
        )
    axes.set_ylim(min(levels) / 2, max(levels) * 2.6)
    axes.yaxis.set_major_locator(LogLocator(subs=(1, 2, 5)))
    axes.yaxis.set_major_formatter(lambda value, _: f"{value:,.0f}")
    axes.yaxis.set_minor_formatter(lambda _value, _: "")
    axes.set_ylabel("CK (U/L)")
    axes.grid(axis="y", linewidth=0.5)


def _draw_cmas(axes: "Axes", course: Course) -> None:
    axes.plot([point.x for point in course.cmas], [point.y for point in course.cmas], "-s", color=CMAS, linewidth=1.5)
    for point in course.cmas:
        axes.annotate(f"{point.y:g}", (point.x, point.y), (0, 6), textcoords="offset points", ha="center", color=CMAS)
    axes.set_ylim(0, 62)
    axes.set_yticks([0, 26, 52])
    axes.set_ylabel("CMAS")
    axes.grid(axis="y", linewidth=0.5)


def _draw_drugs(axes: "Axes", course: Course, span: tuple[float, float]) -> None:
    """Filled from start to end, to the edge where no end is told; pale where the drug has no place on the axis."""
    drugs = _shown(course)
    for place, bar in enumerate(drugs):
        placed = bar.start is not None
        start = span[0] if bar.start is None else bar.start
        end = span[1] if bar.end is None else bar.end
        axes.barh(place, max(end - start, 0), left=start, height=0.6, color=DRUG if placed else UNTOLD, linewidth=0)
        if not placed:
            axes.annotate(
                "time not told", (0.99, place), xycoords=("axes fraction", "data"), ha="right", va="center", size=7
            )
    axes.set_yticks(range(len(drugs)), [bar.name for bar in drugs])
    axes.invert_yaxis()
    axes.tick_params(axis="y", length=0)


def _shown(course: Course) -> list[Bar]:
    """The drugs that are drawn: none where none of them has a place, those that have one first."""
    placed = [bar for bar in course.drugs if bar.start is not None]
    others = [bar for bar in course.drugs if bar.start is None]
    return (placed + others)[:_MOST_DRUGS] if placed else []


def _span(course: Course) -> tuple[float, float]:
    places = [point.x for point in (*course.ck, *course.cmas)]
    if course.origin is None:
        return -0.55, max(places, default=0.0) + 0.8
    places += [day for bar in course.drugs for day in (bar.start, bar.end) if day is not None]
    low, high = min(places, default=0.0), max(places, default=1.0)
    margin = (high - low) * 0.07 or 0.5
    return low - margin, high + margin


def _draw_axis(axes: "Axes", course: Course, span: tuple[float, float]) -> None:
    axes.set_xlim(*span)
    if course.origin is None:
        labels = {point.x: point.label for point in (*course.cmas, *course.ck)}
        crowded = len(labels) > _MOST_LABELS
        words = [shorten(label, 18, placeholder="…") if crowded else _wrapped(label) for label in labels.values()]
        axes.set_xticks(list(labels), words, rotation=30 if crowded else 0, ha="right" if crowded else "center")
        axes.set_xlabel("in order of the article, not to scale")
        return
    name, unit = next(each for each in (("years", _YEAR), ("months", _MONTH), ("days", 1.0)) if span[1] >= 3 * each[1])
    axes.xaxis.set_major_formatter(lambda value, _: f"{value / unit:.3g}")
    axes.set_xlabel(course.origin.replace("days", name, 1))


def _wrapped(label: str) -> str:
    return "\n".join(wrap(label, 16, max_lines=3, placeholder="…"))


def _told(label: str, course: Course) -> str:
    """The picture in words, for those who do not see it."""
    parts = []
    if course.ck:
        parts.append(f"CK {', '.join(point.words for point in course.ck)}")
    if course.cmas:
        parts.append(f"CMAS {', '.join(point.words for point in course.cmas)}")
    if course.drugs:
        parts.append(f"drugs {', '.join(bar.name for bar in course.drugs)}")
    return f"Course of {label}: {'; '.join(parts)}."


def _svg(figure: "Figure", told: str) -> str:
    written = io.BytesIO()
    figure.savefig(written, format="svg", transparent=True, metadata={"Date": None, "Creator": None})
    root = etree.fromstring(written.getvalue())
    for element in list(root.iter()):
        if not isinstance(element.tag, str) or element.tag == f"{_SVG}metadata":
            element.getparent().remove(element)
            continue
        _without_style(element)
    for style in list(root.iter(f"{_SVG}style")):
        style.getparent().remove(style)
    for group in root.iter(f"{_SVG}g"):
        group.attrib.pop("id", None)  # a page holds several pictures, and an id is one of a kind
    for name in ("width", "height"):
        root.attrib.pop(name)
    root.set("role", "img")
    root.set("aria-label", plain(told))
    root.set("stroke-linejoin", "round")
    return re.sub(r">\s+<", "><", etree.tostring(root, encoding="unicode"))


def _without_style(element: Any) -> None:
    """What CSS says in a style attribute, as attributes of SVG: the page allows no style attributes."""
    for declaration in element.attrib.pop("style", "").split(";"):
        name, _, value = (part.strip() for part in declaration.partition(":"))
        if name == "font":
            size = _FONT.search(value)
            element.set("font-size", size["size"] if size else "9")
        elif name:
            element.set(name, value)
