"""Lists of what a group had, read item by item: each names one measure and one number of patients."""

import pytest

from tests.extractors.test_cohort import findings

LED = "We reviewed the records of 34 children with myositis. "
OF_GROUP = {"patients count 34"}

LISTS = [
    (
        "All patients received glucocorticoids, 31 IVIG, 28 methotrexate, and 12 rituximab.",
        {
            "glucocorticoid percent 100",
            "immunoglobulin count 31/34",
            "methotrexate count 28/34",
            "rituximab count 12/34",
        },
    ),
    (
        "Treatment: prednisone (30), methotrexate (28), IVIG (21).",
        {"prednisone count 30/34", "methotrexate count 28/34", "immunoglobulin count 21/34"},
    ),
    (
        "Twelve patients ultimately needed rituximab and three cyclophosphamide.",
        {"rituximab count 12/34", "cyclophosphamide count 3/34"},
    ),
    (
        "Drugs were prednisone in the entire group, methotrexate in 25 and biologics (rituximab 6, infliximab 2).",
        {"prednisone percent 100", "methotrexate count 25/34", "rituximab count 6/34", "infliximab count 2/34"},
    ),
    (
        "Methotrexate, 28; mycophenolate mofetil, 11; azathioprine, 4.",
        {"methotrexate count 28/34", "mycophenolate count 11/34", "azathioprine count 4/34"},
    ),
    ("Skin changes occurred in 29%.", {"cutaneous_involvement percent 29"}),
    ("Ten had received early rituximab and 24 had not, or later.", {"rituximab count 10/34"}),
    ("Twenty-two were followed (15 girls, 68%).", {"sex_female percent 68 15/-"}),
    (
        "Most took methotrexate (n = 28, 82%) or IVIG (n = 20, 59%).",
        {"methotrexate percent 82 28/34", "immunoglobulin percent 59 20/34"},
    ),
]

OTHERWISE = [
    "After methotrexate, 12 relapsed; after rituximab, 2 did.",
    "A rash is rare [4], and calcinosis rarer [7].",
    "She was given prednisone, 3 IVIG and 6 pulses of methylprednisolone.",
    "Methotrexate was given to patients 1 and 4.",
    "Treatment failure occurred with methotrexate in 12.",
    "Only ANA was positive (ANA 1/80).",
    "Rituximab was infused in 4 weekly doses, IVIG in 6 cycles.",
    "Anti-Ku was looked for in 28.",
]


@pytest.mark.parametrize(("text", "expected"), LISTS)
def test_each_item_of_a_list_is_counted(text: str, expected: set[str]) -> None:
    assert findings(LED + text) - OF_GROUP == expected


@pytest.mark.parametrize("text", OTHERWISE)
def test_what_is_no_number_of_patients_is_not_counted(text: str) -> None:
    assert findings(LED + text) - OF_GROUP == set()
