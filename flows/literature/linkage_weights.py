"""What an agreement or a disagreement of two reports weighs, in bits (Fellegi and Sunter 1969).

The weight is log2(m / u). ``m`` is how often two reports of one patient stand so to each other, ``u`` how often reports
of two patients do. No corpus of patients known to be reported twice exists for these diseases: the numbers below are
argued for one by one, and on the careful side: u too high and m too low make a link less likely, never more.
"""

from functools import cache
from math import log2

from schemas.linked import How, Relation


def weight(m: float, u: float) -> float:
    """log2(m / u)."""
    return log2(m / u)


# ---- who the patient is

# Sex is misprinted or misread in about two of a hundred rows; by chance half of all pairs share it (in children with
# myositis, two thirds of whom are girls, 0.56: the difference is a sixth of a bit).
SEX_SAME = weight(0.98, 0.5)
SEX_OTHER = weight(0.02, 0.5)

# Age: in four of five pairs the same, to the year where one of the two is rounded. Ages of childhood fill 18 years and
# crowd in the middle: 1 in 14. Printed with months or a decimal, the same one is rarer: 1 in 60.
AGE_SAME_YEAR = weight(0.80, 1 / 14)
AGE_SAME_EXACT = weight(0.60, 1 / 60)
# One report may give the age at onset and the other the age at diagnosis: a year apart says next to nothing.
AGE_WITHIN_A_YEAR = weight(0.15, 2 / 14)
AGE_OTHER = weight(0.05, 0.75)


# ---- numbers


@cache
def chance(digits: int) -> float:
    """How often two unrelated numbers of one analyte, printed with so many significant digits, are the same.

    There are 9 * 10**(digits - 1) of them a decade, and creatine kinase fills three decades (100 to 100,000). Round
    ones are printed more often, and so a number counts as ten times as common as that; and never as rarer than 1 in 20
    with few digits, never as rarer than 1 in 20,000 with many (a table can be copied with its errors).
    """
    return float(min(1 / 20, max(1 / 20_000, 10 / (27 * 10 ** (digits - 1)))))


CMAS_CHANCE = 1 / 20  # 53 scores, of which the low ones crowd at onset

# Three of four pairs give the same value: a table copies one value of a report, and may copy another of its course.
# Slips are rare among true pairs, and far rarer by chance: there is one way for two reports to be equal, and only as
# many neighbours as ``_NEIGHBOURS`` says for them to be a slip of each other.
_SHARE: dict[How, float] = {
    "equal": 0.75,
    "rounded": 0.05,
    "digits exchanged": 0.015,
    "names exchanged": 0.015,
    "power of ten": 0.01,
    "unit": 0.01,
    "differs": 0.15,
}
_NEIGHBOURS: dict[How, int] = {"equal": 1, "rounded": 1, "digits exchanged": 4, "power of ten": 4, "unit": 1}


def share(how: How) -> float:
    """How often two reports of one patient stand so, over how many ways there are to it: what bounds are made of."""
    return _SHARE[how] / _NEIGHBOURS[how]


@cache
def number_weight(how: How, same_by_chance: float) -> float:
    """The weight of two numbers that stand so to each other; ``same_by_chance`` is that of equal ones."""
    if how == "differs":
        return weight(_SHARE[how], 1 - same_by_chance)
    return weight(_SHARE[how], min(1.0, _NEIGHBOURS[how] * same_by_chance))


def exchange_weight(first: float, second: float) -> float:
    """Two analytes have each other's value: both numbers must be the same by chance."""
    return weight(_SHARE["names exchanged"], first * second)


# ---- antibodies and drugs: coarse, and known to hang together within a disease

ANTIBODY_SAME = weight(0.90, 0.30)  # of patients with a positive antibody about a third share the commonest one
ANTIBODY_OTHER = weight(0.03, 0.40)  # specific antibodies exclude each other in one patient
ANTIBODY_DENIED = weight(0.03, 0.15)  # positive here, negative there
ALL_NEGATIVE = weight(0.90, 0.50)
MOST_ANTIBODIES = 2  # further ones tell little that these have not told: laboratories test panels

DRUGS_ALL_SAME = weight(0.40, 0.08)  # three or more, the same in both reports
DRUGS_WITHIN = weight(0.40, 0.25)  # two or more, all of them told by the other report too
DRUGS_NONE_SHARED = weight(0.03, 0.20)  # two or more in both, and none the same
DRUG_DENIED = weight(0.03, 0.10)  # given here, never given there
DOSE_SAME = weight(0.50, 0.25)  # doses are those of the guidelines
MOST_DOSES = 2

MOST_BY_NAMES = MOST_ANTIBODIES * ANTIBODY_SAME + DRUGS_ALL_SAME + MOST_DOSES * DOSE_SAME

# ---- before any fact is compared

# For a case of one report and the reports that could be the same, together; ``same_patients`` shares it among them.
# A citation names the paper, and in nine of ten papers its patients are the ones that a table lists.
PRIORS: dict[Relation, float] = {
    "cited": 0.9,
    "both cite": 0.5,  # the same, but nobody here knows how many patients the paper has, and names repeat
    "one author": 0.1,  # one patient in ten comes back in a later paper of the same author: series grow
    "one article": 1e-3,  # a review lists a patient twice where two papers reported it: 1 pair of rows in 1000
    "paper not told": 1e-4,  # it was reported somewhere: one in ten thousand papers
    "unrelated": 1e-5,
}
YEAR_DIFFERS = 1 / 3  # of the prior: printed a year later than online, or a citation without a year; or another paper
