"""The word lists of the checks: in order, with numbers that make sense and names that are known."""

import pytest

from extractors.lexicon import drugs, table

TABLES = ("age_words", "antibody_families", "exclusive_groups", "usual_doses")


@pytest.mark.parametrize("name", TABLES)
def test_in_order_and_each_line_once(name: str) -> None:
    rows = [tuple(word.casefold() for word in tuple(row.values())[:2]) for row in table(name)]
    first = [row[0] for row in rows]
    assert first == sorted(first)
    assert len(set(rows)) == len(rows)
    assert all(cell == " ".join(cell.split()) for row in table(name) for cell in row.values())


def test_usual_doses_are_of_known_drugs_and_have_a_source() -> None:
    for row in table("usual_doses"):
        assert row["name"] in drugs()
        assert row["basis"] in ("kg", "m2", "none", "none weekly")
        assert 0 < float(row["low"]) < float(row["high"])
        assert len(row["source"]) > 10


def test_ages_leave_room() -> None:
    for row in table("age_words"):
        assert float(row["youngest"]) < float(row["oldest"] or 150)


def test_every_group_has_others() -> None:
    groups: dict[str, set[str]] = {}
    for row in table("exclusive_groups"):
        groups.setdefault(row["group"], set()).add(row["part"])
    assert all(len(parts) > 1 for parts in groups.values())


def test_every_family_has_members() -> None:
    assert all(row["members"].split() for row in table("antibody_families"))
