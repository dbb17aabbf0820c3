"""Whether words tell of a relative: ``Her mother had a CK of 95 U/L``, and not ``Her mother noticed that she fell``."""

import re

from extractors.anchors import Anchor

# Relatives who decide for a patient, or tell of one.
_DECIDES = re.compile(
    r" (?:was|were) (?:reluctant|unwilling|afraid|opposed|against|worried|concerned)\b|"
    r" (?:having |had )?(?:first )?(?:refus|declin|reject|fear|worr|hesitat|noti|brought|den(?:ied|ies)|told|stated|"
    r"recalled|reported|agreed|consented|"
    r"preferred|chose|opted|"
    r"(?:did|would|could) not (?:agree|consent|want|wish|accept|allow|permit|afford))"
)
# "The boy, whose sister took methotrexate, received prednisolone": behind the clause the boy goes on.
_AFTER_WHOSE = re.compile(
    r", (?:[a-z]+ly )?(?:was|were|had|has|is|received|took|presented|developed|underwent|tested|started|began|showed|"
    r"came|became|responded|improved|reported|denied|required)\b"
)


# "... were positive in the boy"
_PATIENT_BEHIND = re.compile(r"[^,;.]{0,80}\b(?:in|of) (?=(?:the|our|this) )")


# "She was screened when her sister fell ill: CK was 96": behind the colon the patient goes on.
_TOLD_APART = re.compile(r"\b(?:fell|was|had|became|developed|died)\b[^:]*: ")


# "Her sister was healthy, and her CK was 88": hers is the sister's
_WELL = re.compile(
    r"\b(?:healthy|well|unaffected|asymptomatic|not affected)\b[^.;]{0,20}(?:[,;]|\band\b|\bwith\b) ?(?:that )?$"
)


# "She kept up with her twin brother until the age of 4": who is named as company does nothing
_COMPANY = re.compile(r"\b(?:(?:up|playing|pace|lived|living|compared) with|unlike|like|than) ")
# "Neither the child nor her mother had taken statins": said of both
_NEITHER = re.compile(r"\bneither (?:(?:the|our|this) )?(?:patient|child|girl|boy|infant|he|she) nor $")
_TOLD_OF = re.compile(r"(?: brother| sister)?(?:,? (?:who|whose|whom|in|had|has|was|aged|now)\b|,? \()")


def relative_at(anchors: list[Anchor], start: int, text: str) -> Anchor | None:
    """The relative whom the words at ``start`` tell of: the nearest anchor before them, no clause between."""
    if any(anchor.start <= start < anchor.end and anchor.kind != "other" for anchor in anchors):
        return None
    before = [anchor for anchor in anchors if anchor.end <= start]
    if len(before) > 1 and before[-1].pronoun and _WELL.search(text[before[-2].end : before[-1].start]):
        return before[-2] if before[-2].kind == "other" and before[-2].sex in (before[-1].sex, None) else None
    if not before or before[-1].kind != "other" or (before[-1].person is not None and before[-1].person.plural):
        return None
    if _NEITHER.search(text[: before[-1].start]):
        return None
    between = text[before[-1].end : start]
    if _COMPANY.search(text, max(0, before[-1].start - 12), before[-1].start + 5) and not _TOLD_OF.match(between):
        return None
    behind = _PATIENT_BEHIND.match(text, start) if re.search(r"[;,] ", between) else None
    if behind and any(anchor.start == behind.end() and anchor.kind == "reference" for anchor in anchors):
        return None
    if text.startswith("whose", before[-1].start) and _AFTER_WHOSE.search(between):
        return None
    if _DECIDES.match(between) or _TOLD_APART.search(between):
        return None
    return (
        None
        if re.search(
            r"[;,] (?!who\b|and (?:was|had|an?)\b)(?:(?:was|were|had|he|she|and he|and she|the patient)\b)", between
        )
        else before[-1]
    )
