"""The vocabulary tests itself: order, spelling, senses, codes, that no word means two things, that every word is found."""

import csv
import re
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

import pytest

import extractors.vocab
from extractors.lexicon import Lexicon
from extractors.nlp import find_mentions
from extractors.readers.text import document_of_text
from schemas.mention import AntibodyMention, CkMention, DrugMention, LabMention

FOLDER = Path(extractors.vocab.__file__).parent
HEADS = {
    "drugs": ("name", "atc", "rxnorm", "class"),
    "drug_aliases": ("alias", "name", "route", "sense"),
    "antibodies": ("alias", "name", "sense"),
    "analytes": ("name", "loinc", "ucum", "kind"),
    "analyte_aliases": ("alias", "name", "sense"),
    "units": ("printed", "unit", "ucum", "kind"),
}
OPTIONAL = {"atc", "rxnorm", "route", "loinc", "ucum"}
CLOSED = {
    ("drug_aliases", "sense"): {"sure", "defined"},
    ("drug_aliases", "route"): {"", "intravenous", "oral", "subcutaneous", "intramuscular", "topical", "inhaled"},
    ("antibodies", "sense"): {"antigen", "name", "weak"},
    ("analytes", "kind"): {"ck", "lab", "other"},
    ("analyte_aliases", "sense"): {"sure", "defined"},
    ("units", "kind"): {"enzyme", "mass", "dose", "time", "other"},
}
ALIASES = ("drug_aliases", "antibodies", "analyte_aliases")
every_table = pytest.mark.parametrize("table", HEADS)


def lines(table: str) -> list[str]:
    return (FOLDER / f"{table}.tsv").read_text(encoding="utf-8").split("\n")


def rows(table: str) -> list[dict[str, str]]:
    return list(csv.DictReader(lines(table), delimiter="\t", quoting=csv.QUOTE_NONE))


def column(table: str, name: str) -> list[str]:
    return [row[name] for row in rows(table)]


def squashed(alias: str) -> str:
    """The alias without case, hyphen and space: the program treats these as equal."""
    return re.sub(r"[\s-]", "", alias).casefold()


def luhn(digits: str) -> bool:
    """Whether the last digit is the check digit of the others (modulus 10, every second digit doubled)."""
    doubled = [int(digit) * (2 if place % 2 else 1) for place, digit in enumerate(reversed(digits))]
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0


@every_table
def test_shape(table: str) -> None:
    head, *body, last = lines(table)
    assert tuple(head.split("\t")) == HEADS[table]
    assert last == "", "the file ends with one line feed"
    assert [line for line in body if line.count("\t") != len(HEADS[table]) - 1 or line.startswith("#")] == []


@every_table
def test_sorted_by_first_column(table: str) -> None:
    first = [(word.casefold(), word) for word in column(table, HEADS[table][0])]
    assert [pair for pair in pairwise(first) if pair[0] >= pair[1]] == []


@every_table
def test_cells(table: str) -> None:
    for row in rows(table):
        for name, cell in row.items():
            assert cell or name in OPTIONAL, row
            assert cell == " ".join(cell.split()), row


@pytest.mark.parametrize(("table", "name"), CLOSED)
def test_closed_columns(table: str, name: str) -> None:
    assert set(column(table, name)) <= CLOSED[table, name]


@pytest.mark.parametrize("table", ["drugs", "analytes", *ALIASES])
def test_words_are_told_once(table: str) -> None:
    """Short abbreviations in capitals may differ by case only (IVIG, IVIg); nothing else may."""
    words = [word for word in column(table, HEADS[table][0]) if len(word) >= 5 or word != word.upper()]
    folded = [word.casefold() for word in words]
    assert [word for word in words if folded.count(word.casefold()) > 1] == []


@pytest.mark.parametrize("table", ALIASES)
def test_no_alias_has_two_names(table: str) -> None:
    names: dict[str, set[str]] = defaultdict(set)
    for row in rows(table):
        names[squashed(row["alias"])].add(row["name"])
    assert {alias: meant for alias, meant in names.items() if len(meant) > 1} == {}


def test_no_word_stands_in_two_topics() -> None:
    """A word that is a drug is no antibody and no analyte. Only case parts the steroids GCs from the coma scale GCS."""
    topics: dict[str, set[str]] = defaultdict(set)
    for table in ("drugs", "drug_aliases", "antibodies", "analyte_aliases"):
        for word in column(table, HEADS[table][0]):
            topics[squashed(word) if len(word) >= 5 else word].add(table.split("_")[0].rstrip("s"))
    assert {word: found for word, found in topics.items() if len(found) > 1} == {}


@pytest.mark.parametrize(("aliases", "names"), [("drug_aliases", "drugs"), ("analyte_aliases", "analytes")])
def test_every_alias_has_a_known_name(aliases: str, names: str) -> None:
    assert set(column(aliases, "name")) - set(column(names, "name")) == set()


def test_no_drug_is_an_alias_of_another() -> None:
    drugs = {squashed(name) for name in column("drugs", "name")}
    other = {
        squashed(row["alias"]): row["name"]
        for row in rows("drug_aliases")
        if squashed(row["alias"]) != squashed(row["name"])
    }
    assert drugs & set(other) == set()


def test_every_analyte_is_among_its_own_aliases() -> None:
    meant = {squashed(row["alias"]): row["name"] for row in rows("analyte_aliases")}
    assert [
        name
        for name in column("analytes", "name")
        if name[0].isupper() and name.isalpha() and meant.get(squashed(name)) != name
    ] == []


def test_every_antibody_is_found_by_its_own_name() -> None:
    """``anti-X`` needs the target X or the whole name among its aliases, a panel or a test its own name."""
    meant = {squashed(row["alias"]): row["name"] for row in rows("antibodies")}
    assert [
        name
        for name in sorted(set(column("antibodies", "name")))
        for key in [squashed(name)]
        if name not in (meant.get(key), meant.get(key.removeprefix("anti")), meant.get(key + "antibodies"))
    ] == []


def test_names_are_canonical() -> None:
    assert [
        name
        for name in set(column("antibodies", "name"))
        if name.startswith("anti") and name[4] != "-" and not name.endswith("antibodies")
    ] == []
    words = {word for name in column("drugs", "name") for word in name.split() if word != word.casefold()}
    assert [word for word in words if re.search(r"[A-Z][a-z]", word)] == [], "an INN is written in lower case"


def test_atc_codes() -> None:
    codes = [code for code in column("drugs", "atc") if code]
    assert [code for code in codes if not re.fullmatch(r"[ABCDGHJLMNPRSV]\d{2}[A-Z]{2}\d{2}", code)] == []
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []


def test_rxnorm_codes() -> None:
    codes = [code for code in column("drugs", "rxnorm") if code]
    assert [code for code in codes if not re.fullmatch(r"[1-9]\d{1,6}", code)] == []
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []


def test_loinc_check_digits() -> None:
    codes = [code for code in column("analytes", "loinc") if code]
    assert "2157-6" in codes
    assert [code for code in codes if not re.fullmatch(r"\d{3,5}-\d", code) or not luhn(code.replace("-", ""))] == []
    assert sorted(code for code in set(codes) if codes.count(code) > 1) == []


def test_one_unit_has_one_code_and_one_kind() -> None:
    meant: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for row in rows("units"):
        meant[row["unit"]].add((row["ucum"], row["kind"]))
    assert {unit: codes for unit, codes in meant.items() if len(codes) > 1} == {}
    printed = column("units", "printed")
    assert len(printed) == len(set(printed))
    assert set(column("units", "unit")) - set(printed) == set(), "every unit is printed in its own spelling, too"


def test_both_micro_signs_are_known() -> None:
    meant = {row["printed"]: row["unit"] for row in rows("units")}
    assert meant["\u00b5kat/L"] == meant["\u03bckat/L"] == "\u00b5kat/L"
    assert {word.replace("\u03bc", "\u00b5") for word in meant if "\u03bc" in word} <= set(meant)


def test_size() -> None:
    assert len(rows("drugs")) >= 650


def test_core_meanings() -> None:
    drugs = {row["alias"]: (row["name"], row["route"]) for row in rows("drug_aliases")}
    assert drugs["IVIG"] == ("immunoglobulin", "intravenous")
    assert drugs["cyclosporine"] == ("ciclosporin", "")
    assert drugs["steroids"] == ("glucocorticoid", "")
    analytes = {row["alias"]: row["name"] for row in rows("analyte_aliases")}
    printed = ("creatinine kinase", "creatinine", "CK-MB", "CK5/6")
    assert [analytes[alias] for alias in printed] == ["CK", "creatinine", "CK-MB", "cytokeratin"]
    assert {row["name"] for row in rows("analytes") if row["kind"] == "ck"} == {"CK"}
    targets = {squashed(row["alias"]): row["name"] for row in rows("antibodies")}
    assert targets["nuclearmatrixprotein2"] == "anti-NXP2"
    assert targets["p155/140"] == "anti-TIF1γ"


def found(text: str) -> set[str]:
    """The names of all drugs, antibodies and analytes that the program finds in ``text``, total CK as ``CK``."""
    names = set()
    for mention in find_mentions(document_of_text(text, source="sentence.txt")):
        if isinstance(mention, DrugMention | AntibodyMention):
            names.add(mention.value.name)
        elif isinstance(mention, LabMention):
            names.add(mention.value.analyte)
        elif isinstance(mention, CkMention):
            names.add("CK")
    return names


def defining(alias: str, long: str) -> str:
    """A legend that defines ``alias``; empty where no article would: it is a word, or begins with a small letter."""
    return f"Abbreviations: {alias}: {long}.\n\n" if alias[0].isupper() and " " not in alias else ""


GIVEN = "He was then given {} for two weeks."


def test_every_sure_drug_is_found_in_a_bare_sentence() -> None:
    sure = [(row["alias"], row["name"]) for row in rows("drug_aliases") if row["sense"] == "sure"]
    sure += [(name, name) for name in column("drugs", "name")]
    assert [alias for alias, name in sure if found(GIVEN.format(alias)) != {name}] == []


def test_a_drug_of_many_meanings_needs_its_definition_or_its_company() -> None:
    rest = [(row["alias"], row["name"]) for row in rows("drug_aliases") if row["sense"] == "defined"]
    assert [alias for alias, _ in rest if found(GIVEN.format(alias))] == []
    defined = [(defining(alias, name) + GIVEN.format(alias), name) for alias, name in rest if defining(alias, name)]
    assert len(defined) > 100
    assert [text for text, name in defined if found(text) != {name}] == []
    assert [alias for alias, name in rest if name not in found(GIVEN.format(f"ibuprofen and {alias}"))] == []


def test_every_antibody_is_found_in_a_bare_sentence() -> None:
    """A test or panel by its name alone, a target by its ``anti``; tissue that expresses the target is no antibody."""
    for row in rows("antibodies"):
        bare = row["sense"] == "name"
        text = f"The patient's {row['alias']} came back positive." if bare else f"Anti-{row['alias']} was positive."
        assert found(text) == {row["name"]}, text
        assert bare or found(f"In the biopsy {row['alias']} was strongly expressed.") == set(), row


def test_every_enzyme_is_found_in_a_bare_sentence() -> None:
    """CK and the other laboratory values are found with a number; an ambiguous one where the article defines it."""
    usual = {row["name"]: row["ucum"] or "ng/mL" for row in rows("analytes") if row["kind"] != "other"}
    long = {"CK": "creatine kinase", "LDH": "lactate dehydrogenase", "ESR": "blood sedimentation rate"}
    for row in rows("analyte_aliases"):
        if row["name"] in usual:
            text = f"His {row['alias']} was 640 {usual[row['name']]}."
            sure = row["sense"] == "sure"
            assert found(text) == ({row["name"]} if sure else set()), text
            defined = defining(row["alias"], long.get(row["name"], row["name"]))
            assert sure or found(defined + text) == {row["name"]}, row


def test_every_other_analyte_is_known() -> None:
    """What is not extracted keeps its own numbers, so every way to print it must be one hit, whole."""
    words = Lexicon()
    for row in rows("analyte_aliases"):
        alias = row["alias"].rstrip("-")
        hits = [(hit.term.name, hit.start, hit.end) for hit in words.find(alias)]
        assert hits == [(row["name"], 0, len(alias))], row


@pytest.mark.parametrize("short", ["AZA", "CSA", "MP", "PE", "TAC", "CPA", "CTX", "CP", "ASA", "MPA", "ATG", "CS"])
def test_ambiguous_abbreviations_mean_nothing_alone(short: str) -> None:
    assert {row["sense"] for row in rows("drug_aliases") if row["alias"] == short} == {"defined"}


@pytest.mark.parametrize(
    "text",
    [
        "Pulmonary embolism (PE) was ruled out. PE was then treated.",
        "Renal failure (RF) followed. RF was present in the morning.",
        "Cytokeratin (CK) was stained. CK was 640 U/L.",
        "The tumour was CK7 positive and CK20 negative.",
        "A stroke of the anterior cerebral artery was seen; ACA was positive on imaging.",
        "He is positive for Ku. EJ was normal.",
    ],
)
def test_the_other_meaning_is_not_taken(text: str) -> None:
    assert found(text) == set()
