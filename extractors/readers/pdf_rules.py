"""Rules -> the cells between them, in groups that touch: pdfplumber's search, run on the rules that PDFium found."""

from extractors.readers.pdf_drawn import Drawn
from extractors.readers.pdf_place import Box

_NEAR = 3.0  # points: rules so near one another are one, and meet where they end so near to one another


def cell_groups(drawn: Drawn) -> list[list[Box]]:
    """The cells between the rules of a page, in groups of two and more that share corners, from the top down."""
    # A quarter of a second to import, and only a page with rules in both directions needs it.
    from pdfplumber.table import (  # noqa: PLC0415
        cells_to_tables,
        edges_to_intersections,
        intersections_to_cells,
        merge_edges,
    )

    edges = [_edge(box, "h") for box in drawn.across] + [_edge(box, "v") for box in drawn.down]
    merged = merge_edges(edges, _NEAR, _NEAR, _NEAR, _NEAR)
    cells = intersections_to_cells(edges_to_intersections(merged, _NEAR, _NEAR))
    return [list(group) for group in cells_to_tables(cells)]


def _edge(box: Box, orientation: str) -> dict[str, float | str]:
    x0, top, x1, bottom = box
    if orientation == "h":
        top = bottom = (top + bottom) / 2
    else:
        x0 = x1 = (x0 + x1) / 2
    sides: dict[str, float | str] = {"x0": x0, "top": top, "x1": x1, "bottom": bottom}
    return {**sides, "width": x1 - x0, "height": bottom - top, "orientation": orientation}
