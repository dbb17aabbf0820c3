"""Codes of phenopackets: what casesift knows by name as an OntologyClass, and the resources these are from.

What has no code that is certain gets one of casesift's own (``casesift:anti-SRP``): phenopackets know no bare words.
"""

import re
from functools import cache
from urllib.parse import quote

from phenopackets.schema.v2.core.base_pb2 import OntologyClass
from phenopackets.schema.v2.core.meta_data_pb2 import Resource

from flows.delivery.dictionary import delivery_table

_BREAK = re.compile(r"[\s_]+")
_ISO_PARTS = ("Y", "M", "D")
_AS_PRINTED = 0.005  # years: 9.17 is nine years and two months


def coded(topic: str, told: str) -> OntologyClass:
    """The class that ``codes.tsv`` gives to a name, or else casesift's own."""
    row = _codes().get((topic, told))
    return OntologyClass(id=row["id"], label=row["label"]) if row else own(told)


def own(name: str) -> OntologyClass:
    """A class of casesift's own for a name of its word lists."""
    return OntologyClass(id=f"casesift:{quote(_BREAK.sub('-', name), safe='')}", label=name)


def ucum(code: str, label: str) -> OntologyClass:
    """The class of a unit. The local part of a code has no underscore in OBO's form: there it is %5F."""
    return OntologyClass(id=f"UCUM:{code.replace('_', '%5F')}", label=label)


def dose_unit(*parts: str | None) -> OntologyClass:
    """The unit of a dose: amount, body, time ("mg", "kg", "day" is mg/kg/d in UCUM)."""
    classes = [coded("dose", part) for part in parts if part]
    codes = "/".join(part.id.removeprefix("UCUM:") for part in classes)
    return ucum(codes, "/".join(part.label for part in classes))


def frequency(interval_days: float | None) -> OntologyClass:
    """How often a dose was given."""
    if interval_days is None:
        return coded("every", "unknown")
    if ("every", f"{interval_days:g}") in _codes():
        return coded("every", f"{interval_days:g}")
    return own(f"every {interval_days:g} days")


def iso_age(years: float) -> str:
    """An age as an ISO 8601 duration: P9Y, P9Y2M; to the day where it is no number of whole months."""
    months, days = round(years * 12), 0
    if not months or abs(years - months / 12) > _AS_PRINTED:
        months = int(years * 12)
        days = round((years - months / 12) * 365.25)
    parts = zip((months // 12, months % 12, days), _ISO_PARTS, strict=True)
    return "P" + ("".join(f"{number}{part}" for number, part in parts if number) or "0D")


def resources(codes: set[str], vocabulary: str) -> list[Resource]:
    """The resources of these codes, in order. Which release they are from only the word lists tell."""
    used = {code.partition(":")[0] for code in codes}
    version = f"casesift vocabulary {vocabulary}"
    return [
        Resource(
            id=row["id"],
            name=row["name"],
            url=row["url"],
            version=version,
            namespace_prefix=row["prefix"],
            iri_prefix=row["iri"],
        )
        for row in delivery_table("resources")
        if row["prefix"] in used
    ]


@cache
def _codes() -> dict[tuple[str, str], dict[str, str]]:
    return {(row["topic"], row["told"]): row for row in delivery_table("codes")}
