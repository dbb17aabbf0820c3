"""The values of an article: what a mention carries, a record keeps and gold is compared with.

Field names are those of the gold files (annotation guideline, section 2). ``printed`` is always the article's own
spelling of the value, beside what it means.
"""

from typing import Literal

from schemas.base import Frozen

Sex = Literal["female", "male"]
Comparator = Literal["=", ">", "<", "~"]
Phase = Literal["onset", "peak", "follow_up", "relapse"]
Result = Literal["positive", "negative", "borderline"]
Route = Literal["intravenous", "oral", "subcutaneous", "intramuscular", "topical", "inhaled"]
Status = Literal["given", "stopped", "exposure", "not_given"]
DoseUnit = Literal["mg", "g", "µg", "IU", "mL"]
Basis = Literal["kg", "m2"]
Per = Literal["day", "week", "month", "dose"]
Since = Literal["onset", "presentation", "admission", "diagnosis", "treatment", "relapse", "previous"]
EventKind = Literal["started", "given", "increased", "tapered", "stopped", "switched", "resumed", "failed", "refused"]
Statistic = Literal["count", "percent", "mean", "median", "range", "minimum", "maximum", "ratio"]


class Evidence(Frozen):
    """Where a value stands: ``document.text[start:end] == quote``, always.

    ``page`` (from 1) and ``box`` (x0, top, x1, bottom in points) where the file has pages; ``table`` (index into
    ``Document.tables``), ``row`` and ``column`` where the words stand in a table cell.
    """

    start: int
    end: int
    quote: str
    page: int | None = None
    box: tuple[float, float, float, float] | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None


class Fact(Frozen):
    """Any value with its words and the rule that read it."""

    printed: str
    evidence: tuple[Evidence, ...]
    rule: str


class TimePoint(Fact):
    """When something was so: ``at 6 months``, ``on hospital day 3``, ``two years after diagnosis``, ``at last visit``.

    ``days`` from what ``since`` names, or ``low_days`` and ``high_days`` where the text gives bounds ("within 4 weeks"
    is 0 to 28); all None where it gives no number. A month is 30.4375 days, a year 365.25, an hour 1/24. What the text
    names itself ("at diagnosis") is day 0 of it; what lies before is negative; "hospital day 3" is 3, as printed.
    ``since`` is None where the text does not say what it counts from, or names something else; ``previous`` is the
    time told before ("6 months later").
    """

    days: float | None = None
    low_days: float | None = None
    high_days: float | None = None
    since: Since | None = None


class Measurement(Fact):
    """A number with its unit: ``value``, or ``low`` and ``high`` for a range of one patient.

    ``unit`` is spelled canonically (U/L, IU/L, UI/L, µkat/L, xULN ...), None where none is printed, as printed where it
    is impossible. ``ref_low`` and ``ref_high`` are the reference range printed with this value, never values
    themselves. ``loinc`` and ``ucum`` ride along where they are certain.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = "="
    unit: str | None = None
    ref_low: float | None = None
    ref_high: float | None = None
    phase: Phase | None = None
    time: TimePoint | None = None
    loinc: str | None = None
    ucum: str | None = None


class CkValue(Measurement):
    """Total creatine kinase. 1 µkat/L is 60 U/L; U/L, IU/L and UI/L are one unit."""


class LabValue(Measurement):
    """Another enzyme or inflammation marker, by canonical ``analyte``."""

    analyte: str


class AntibodyResult(Fact):
    """An antibody or a panel of them, tested in a patient."""

    name: str
    result: Result
    titre: str | None = None


class CmasScore(Fact):
    """Childhood Myositis Assessment Scale: ``score`` points of ``max`` (52, 51, 49 or 48; None where unsaid)."""

    score: float
    max: int | None = None
    phase: Phase | None = None
    time: TimePoint | None = None


class Dose(Frozen):
    """One dose: ``amount``, or ``low`` and ``high``, of ``unit``, per ``basis`` of the body, per time.

    ``interval_days`` from one dose to the next (twice daily 0.5, weekly 7, monthly 30.4375), ``duration_days`` for
    which it was given ("for 5 days"), ``count`` of doses, pulses, infusions, cycles or courses; months and years are
    those of ``TimePoint``. ``time`` is when it was given or reached.
    """

    printed: str
    evidence: tuple[Evidence, ...]
    amount: float | None = None
    low: float | None = None
    high: float | None = None
    unit: DoseUnit
    basis: Basis | None = None
    per: Per | None = None
    interval_days: float | None = None
    duration_days: float | None = None
    count: int | None = None
    time: TimePoint | None = None


class DrugEvent(Fact):
    """What happened with a drug, by the words that say it, and when.

    ``given`` is told only where its time is. ``tapered`` is also a dose made smaller, ``failed`` also no response.
    ``to`` is the INN of the drug that a switch leads to.
    """

    kind: EventKind
    to: str | None = None
    time: TimePoint | None = None


class DrugCourse(Fact):
    """A drug by its international nonproprietary name (INN), with doses, route, what became of it, and events.

    ``interval_days``, ``duration_days`` and ``count`` are those of a schedule told without a dose ("three pulses").
    """

    name: str
    atc: str | None = None
    rxnorm: str | None = None
    route: Route | None = None
    status: Status = "given"
    doses: tuple[Dose, ...] = ()
    interval_days: float | None = None
    duration_days: float | None = None
    count: int | None = None
    events: tuple[DrugEvent, ...] = ()


class CohortFinding(Fact):
    """A statement about a group: never a patient's fact."""

    population: str
    measure: str
    statistic: Statistic
    value: float | None = None
    low: float | None = None
    high: float | None = None
    sd: float | None = None
    unit: str | None = None
    count: float | None = None
    n: float | None = None
