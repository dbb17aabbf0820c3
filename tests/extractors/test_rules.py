"""The table of rules: every rule that reads something is named there, and none is named that reads nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from extractors import lexicon
from extractors.nlp import extract, find_mentions
from extractors.readers import read_article
from extractors.readers.text import document_of_text
from schemas.document import Document

SAMPLES = Path(__file__).parents[2] / "raw_docs"
SENTENCES = Path(__file__).parent / "sentences"
MARK = re.compile(r"\[\[(.*?)\|.*?\]\]")
# What no single sentence shows: tables, and people who are announced together.
TWO = (
    "Patient 1 was a girl. Patient 2 was a boy.\n\nTable 1. Values\n| | Patient 1 | Patient 2 |\n|---|---|---|\n"
    "| {head} | {one} | {two} |\n| Weakness | mild | severe |\n"
)
GROUPS = (
    "Table 1. Groups\n| | anti-SRP (n = 11) | anti-HMGCR (n = 9) |\n|---|---|---|\n| Female sex | 8 (73%) | 5 (56%) |\n"
    "| Age at onset, years | 7 | 9 |\n"
)
ROWS = (
    "Table 1. Published cases\n\nAuthor\tSex, age\tTreatment\nDoe et al, 2011\tFemale, 7 years\tRituximab\n"
    "Roe et al, 2015 (5 cases)\t3 female, 2 male\tRituximab in 3/5\nPoe et al, 2018\tMale, 9 years\tTacrolimus\n"
)
ARTICLES = (
    GROUPS,
    ROWS,
    "Two girls were admitted. Both girls had a CK of 900 and 410 U/L, respectively. 300 U/L of ALT was found.",
    "A 9-year-old girl had anti-SRP-positive necrotizing myopathy. Her CMAS rose from 12 to 48. GOT was 90 U/L for AST.",
    "The transaminases of the girl were 130 U/L (normal < 50) for GOT. She has seronegative necrotizing myopathy.",
    "Her anti-HMGCR myopathy was treated. The CMAS improved from 12 to 48 points.",
    "We identified 40 children with IMNM. Anti-SRP-positive disease (n = 12) was worse.",
    "In a study of 40 children (22 anti-HMGCR, 12 anti-SRP and 6 seronegative) no child had cancer.",
    "The proportions of anti-SRP and anti-HMGCR in children were 38.4 and 61.5%, respectively.",
    TWO.format(head="CK (6 months)", one="410", two="980"),
    TWO.format(head="CMAS (onset/last)", one="12/48", two="20/50"),
)


def read() -> Iterator[Document]:
    for file in sorted(SENTENCES.glob("*.txt")):
        for line in file.read_text(encoding="utf-8").splitlines():
            if words := MARK.sub(r"\1", line.removeprefix("! ")).strip():
                yield document_of_text(words, source="sentence.txt")
    for text in ARTICLES:
        yield document_of_text(text, source="article.txt")
    yield from (read_article(path) for path in sorted(SAMPLES.glob("0*")) if path.suffix in (".txt", ".md"))


def rules_in(told: Any) -> Iterator[str]:
    if isinstance(told, dict):
        if "rule" in told:
            yield told["rule"]
        for value in told.values():
            yield from rules_in(value)
    elif isinstance(told, list | tuple):
        for value in told:
            yield from rules_in(value)


def test_the_table_names_every_rule_and_no_other() -> None:
    seen: set[str] = set()
    for document in read():
        for mention in find_mentions(document):
            seen.update(rules_in(mention.model_dump()))
        seen.update(rules_in(extract(document).model_dump()))
    named = {row["rule"] for row in lexicon.table("rules")}
    assert (sorted(seen - named), sorted(named - seen)) == ([], [])


def test_every_rule_is_explained_in_order() -> None:
    rows = lexicon.table("rules")
    assert all(row["reads"] for row in rows)
    assert [row["rule"] for row in rows] == sorted({row["rule"] for row in rows})
