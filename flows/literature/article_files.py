"""Which files are of one article: those that name the same DOI, PubMed or PubMed Central number.

Or the same title, where that is long enough to be its own and no identifier tells them apart.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from flows.workers.articles import Named

_TITLE_WORDS = 5  # "Letter to the editor" is the title of many

_Links = list[tuple[int, int]]


def of_one_article(files: Sequence[Named]) -> list[list[int]]:
    """The places of files that are of one article, in the order in which the articles first appear."""
    links = _of_one_identifier(files)
    titled = _of_one_title(files, identified := _groups(len(files), links))
    return _groups(len(files), links + titled) if titled else identified


def _of_one_identifier(files: Sequence[Named]) -> _Links:
    places: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for place, file in enumerate(files):
        for identifier in _identifiers(file):
            places[identifier].append(place)
    return [link for same in places.values() for link in pairwise(same)]


def _of_one_title(files: Sequence[Named], identified: list[list[int]]) -> _Links:
    """Groups of one title become one, unless their identifiers say that there are several such articles."""
    titled: defaultdict[str, list[list[int]]] = defaultdict(list)
    for group in identified:
        for title in {_title(files[place]) for place in group} - {""}:
            titled[title].append(group)
    links: _Links = []
    for groups in (some for some in titled.values() if len(some) > 1):
        named = [dict(_identifiers(files[place])) for group in groups for place in group]
        if all(len({names[kind] for names in named if kind in names}) <= 1 for kind in ("doi", "pmid", "pmcid")):
            links += pairwise(group[0] for group in groups)
    return links


def _identifiers(article: Named) -> Iterator[tuple[str, str]]:
    for kind, identifier in (("doi", article.doi), ("pmid", article.pmid), ("pmcid", article.pmcid)):
        if identifier:
            yield kind, identifier.lower()


def _title(article: Named) -> str:
    words = re.findall(r"\w+", (article.title or "").casefold())
    return " ".join(words) if len(words) >= _TITLE_WORDS else ""


def _groups(count: int, links: _Links) -> list[list[int]]:
    """The places 0 to ``count`` in groups that the links connect; each group and all groups in ascending order."""
    if not links:
        return [[place] for place in range(count)]
    import numpy as np  # most folders hold every article once: then nobody waits for these
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    ends = np.array(links, dtype=np.int32)
    graph = coo_array((np.ones(len(links)), (ends[:, 0], ends[:, 1])), shape=(count, count))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for place, group in enumerate(connected_components(graph, directed=False)[1].tolist()):
        groups[group].append(place)
    return list(groups.values())
