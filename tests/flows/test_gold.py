from pathlib import Path

import pytest

from flows.gold.records import GoldError, load_gold, read_gold

GOOD = "article: {source_file: NAME.txt}\ncases: [{label: the boy, ck: [{value: 900, unit: U/L}]}]\n"


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.write_text(text.replace("NAME", path.stem), encoding="utf-8")
    return path


def reason(folder: Path, text: str) -> str:
    with pytest.raises(GoldError) as caught:
        read_gold(write(folder, "boy.yaml", text))
    assert str(caught.value) == f"boy.yaml: {caught.value.reason}"
    return caught.value.reason


def test_a_folder_gives_its_records_by_stem_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yml", "notes.txt"):
        write(tmp_path, name, GOOD)
    records, failures = load_gold(tmp_path)
    assert list(records) == ["a", "b"]
    assert records["a"].cases[0].ck[0].value == 900
    assert failures == ()


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    bad = write(tmp_path, "a.yaml", GOOD + "colour: red\n")
    write(tmp_path, "b.yaml", GOOD)
    write(tmp_path, "c.yaml", "cases: [")
    records, failures = load_gold(tmp_path)
    assert list(records) == ["b"]
    assert [failure.path.name for failure in failures] == ["a.yaml", "c.yaml"]
    assert failures[0].path == bad


def test_two_files_for_one_document_are_told(tmp_path: Path) -> None:
    write(tmp_path, "a.yaml", GOOD)
    write(tmp_path, "a.yml", GOOD)
    records, (failure,) = load_gold(tmp_path)
    assert list(records) == ["a"]
    assert str(failure) == "a.yml: a second gold file for 'a'"


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="nowhere: there is no such folder"):
        load_gold(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (GOOD.replace("value: 900", "valve: 900"), "cases[0].ck[0].valve: unknown key"),
        (GOOD + "colour: red", "colour: unknown key"),
        (GOOD.replace("label: the boy, ", ""), "cases[0].label: missing"),
        (GOOD.replace("900", "many"), "cases[0].ck[0].value: input should be a valid number"),
        (
            GOOD.replace("label: the boy", "label: the boy, sex: man"),
            "cases[0].sex: input should be 'female' or 'male'",
        ),
        ("cases: [", "line 2, column 1: did not find expected node"),
        ("article: {source_file: NAME.txt}\n\tcases: []", "line 2, column 1: "),
        (GOOD + "cases: []\n", "line 3, column 1: key 'cases' stands twice"),
        ("", "not a gold record"),
        ("- a list", "not a gold record"),
        ("a: \x07", "no YAML: "),
        (GOOD.replace("NAME", "girl"), "article.source_file is 'girl.txt', which is not 'boy'"),
    ],
)
def test_a_slip_is_told_with_its_place(tmp_path: Path, text: str, told: str) -> None:
    assert reason(tmp_path, text).startswith(told)


def test_a_bad_value_is_shown(tmp_path: Path) -> None:
    assert reason(tmp_path, GOOD.replace("900", "many")).endswith("not 'many'")


def test_all_slips_of_a_file_are_told_at_once(tmp_path: Path) -> None:
    slips = reason(tmp_path, GOOD.replace("value: 900", "valve: 900").replace("unit:", "united:"))
    assert slips == "cases[0].ck[0].valve: unknown key; cases[0].ck[0].united: unknown key"


def test_a_message_is_one_line(tmp_path: Path) -> None:
    assert "\n" not in reason(tmp_path, "a: \x07")


def test_text_in_another_encoding_is_told(tmp_path: Path) -> None:
    path = tmp_path / "boy.yaml"
    path.write_bytes("article: {title: fièvre}".encode("latin-1"))
    with pytest.raises(GoldError, match=r"boy.yaml: not UTF-8 text \(byte 19\)"):
        read_gold(path)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match=r"boy.yaml: No such file"):
        read_gold(tmp_path / "boy.yaml")


def test_the_file_may_have_another_type_than_the_article_that_gold_was_made_from(tmp_path: Path) -> None:
    assert read_gold(write(tmp_path, "boy.yaml", GOOD.replace(".txt", ".pdf"))).article.source_file == "boy.pdf"
