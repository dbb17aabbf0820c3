"""The same patient reported more than once: which cases of which articles, how likely, and by what evidence.

Pairs that could be one patient are looked up (``flows.literature.patient_candidates``), compared fact by fact
(``flows.literature.patient_evidence``) and weighed (``flows.literature.linkage_weights``): the odds of the pair's
relation times 2 to the sum of the weights. A case competes for its partner with the other cases of the same article, so
that two children whom the facts cannot tell apart are linked to neither. Nothing is merged here.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import log2

from flows.literature import patient_evidence as evidence
from flows.literature.patient_candidates import Candidates
from flows.workers.patient_profiles import Profile, profiles_of
from schemas.linked import ComparedFact, LinkVerdict, PatientLink, Relation
from schemas.record import ArticleRecord

NUMBERS = ("ck", "labs", "cmas")
LIKELY = 0.9
SURE = 0.99
_WORTH_KEEPING = 0.01  # odds under which a pair can neither be likely nor make another one less so
_MOST = 0.9999  # nothing that was read by a program from print is surer than this
_SEVERAL = 2  # numbers that agree, where no citation tells that the patients are the same


@dataclass(frozen=True, slots=True)
class _Pair:
    left: Profile
    right: Profile
    relation: Relation
    prior: float
    facts: list[evidence.Comparison]
    odds: float

    @property
    def order(self) -> tuple[int, int, int, int]:
        """Where the pair stands among all, by the order of the records."""
        return self.left.place, self.left.position, self.right.place, self.right.position


def links(records: Sequence[ArticleRecord]) -> list[PatientLink]:
    """Every pair of cases that is likely one patient, in the order of the records. The records stay as they are.

    A pair is linked from a likelihood of 0.9. It is "same" from 0.99, but without a citation only where several numbers
    agree; it is in "conflict" where the two reports cannot both be right.
    """
    profiles = [list(profiles_of(record, place)) for place, record in enumerate(records)]
    return links_of_profiles(chain.from_iterable(profiles), profiles.__getitem__, records.__getitem__)


def links_of_profiles(
    profiles: Iterable[Profile],
    profiles_at: Callable[[int], Sequence[Profile]],
    record_at: Callable[[int], ArticleRecord],
) -> list[PatientLink]:
    """The same of profiles, in their order, of which 500 bytes each are kept.

    ``profiles_at`` and ``record_at`` give those of one record, and the record, again: for what may be linked.
    """
    candidates = Candidates(profiles)
    found: list[tuple[_Pair, float]] = []
    for pairs in candidates.by_articles(profiles_at, least=LIKELY / (1 - LIKELY)):
        compared = [_compared(*pair) for pair in pairs]
        worth = [pair for pair in compared if pair.odds > _WORTH_KEEPING]
        found += [link for link in _of_two_articles(worth) if _grounded(link[0])]
    found.sort(key=lambda each: each[0].order)
    return [_link(pair, likelihood, record_at) for pair, likelihood in found]


def _compared(left: Profile, right: Profile, relation: Relation, prior: float) -> _Pair:
    before = prior / (1 - prior)
    facts = evidence.compare(left, right, enough=log2(_WORTH_KEEPING / before))
    odds = before * 2.0 ** sum(fact.weight for fact in facts)
    return _Pair(left, right, relation, prior, facts, odds)


def _of_two_articles(pairs: list[_Pair]) -> Iterator[tuple[_Pair, float]]:
    """The likely ones of the pairs of two articles.

    A patient of one is at most one patient of the other, and shares its odds.

    The cases of one article may well be one patient three times: there they do not compete.
    """
    if pairs and pairs[0].left.place == pairs[0].right.place:
        yield from ((pair, pair.odds / (1 + pair.odds)) for pair in pairs if pair.odds / (1 + pair.odds) >= LIKELY)
        return
    lefts, rights = defaultdict[int, float](float), defaultdict[int, float](float)
    for pair in pairs:
        lefts[pair.left.position] += pair.odds
        rights[pair.right.position] += pair.odds
    for pair in pairs:
        likelihood = pair.odds / (1 + max(lefts[pair.left.position], rights[pair.right.position]))
        if likelihood >= LIKELY:  # more than half: no other pair of either case can have as much
            yield pair, likelihood


def _grounded(pair: _Pair) -> bool:
    """Where reports disagree, a number must tie them: one that agrees, or that a slip of the pen explains.

    Else two children of one age, of whom a table gives different values, would be called one with a contradiction.
    """
    numbers = [fact for fact in pair.facts if fact.field in NUMBERS and fact.how != "differs"]
    return bool(numbers) or all(fact.agrees for fact in pair.facts)


def _link(pair: _Pair, likelihood: float, record_at: Callable[[int], ArticleRecord]) -> PatientLink:
    speaking, other = sorted((pair.left, pair.right), key=lambda side: side.speaks_before)
    facts = sorted(evidence.compare(speaking, other), key=lambda fact: -abs(fact.weight))
    verdict = _verdict(pair, likelihood)
    one, two = (record_at(side.place).cases[side.position] for side in (speaking, other))
    agreements = tuple(evidence.shown(fact, one, two) for fact in facts if fact.agrees)
    disagreements = tuple(evidence.shown(fact, one, two) for fact in facts if not fact.agrees)
    return PatientLink(
        left=speaking.reference(),
        right=other.reference(),
        verdict=verdict,
        likelihood=min(round(likelihood, 4), _MOST),
        relation=pair.relation,
        prior=float(f"{pair.prior:.2g}"),
        agreements=agreements,
        disagreements=disagreements,
        message=_sentence(speaking, other, verdict, agreements, disagreements),
    )


def _verdict(pair: _Pair, likelihood: float) -> LinkVerdict:
    if any(not fact.agrees for fact in pair.facts):
        return "conflict"
    agreeing = sum(fact.field in NUMBERS for fact in pair.facts)
    sure = likelihood >= SURE and (pair.relation == "cited" or agreeing >= _SEVERAL)
    return "same" if sure else "likely same"


_OPENINGS: dict[LinkVerdict, str] = {
    "same": "are one patient",
    "likely same": "are likely one patient",
    "conflict": "are one patient by all the rest, but disagree",
}


def _sentence(
    left: Profile,
    right: Profile,
    verdict: LinkVerdict,
    agreements: Iterable[ComparedFact],
    disagreements: Iterable[ComparedFact],
) -> str:
    names = " and ".join(f"{side.label} of {side.article.source_file}" for side in (left, right))
    agreed = ", ".join(fact_name(fact) for fact in agreements)
    apart = "; ".join(in_words(fact) for fact in disagreements)
    return f"{names} {_OPENINGS[verdict]}{f': {apart}' if apart else ''} (agreeing: {agreed or 'the citation'})."


def in_words(fact: ComparedFact) -> str:
    """A disagreement in words: "CK 13798 U/L against 13789 (digits exchanged)"."""
    kind = "" if fact.how == "differs" else f" ({fact.how})"
    return f"{fact_name(fact)} {fact.left.told} against {fact.right.told}{kind}"


def fact_name(fact: ComparedFact) -> str:
    """What the fact is of: CK, an analyte, an antibody, age."""
    known = {"ck": "CK", "cmas": "CMAS"}
    if fact.field == "doses":
        return f"dose of {fact.name}"
    return fact.name or known.get(fact.field, fact.field)
