"""The first promise: ``document.text[start:end] == quote``, for every value of everything that is ever extracted."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.nlp import extract, find_mentions
from extractors.readers import read_article
from extractors.readers.text import document_of_text
from schemas.base import Frozen
from schemas.document import Document
from schemas.record import ArticleRecord
from schemas.values import Evidence

ROOT = Path(__file__).parent.parent.parent
SHARED = ROOT.parent / "shared"
ARTICLES = sorted((ROOT / "raw_docs").glob("0*"))
REAL = [path for name in ("seeds", "dev_corpus") for path in sorted((SHARED / name).glob("*.txt"))]

PIECES = st.sampled_from(
    [
        "CK", "CPK ", "creatine kinase", " of ", "was ", "7 350 U/L", "7,350", "(normal 25---170)", " U/L", "anti-SRP ", "positive",
        "negative for ", "CMAS 14/52 ", "methotrexate", " 15 mg/m<sup>2</sup>/week ", "A 9-year-old girl ", "She ", "Patient 2 ", "Case\t1\t2\n",
        "Sex\tF\tМ\n", "auto-\nbodies", "\u2009", "  ", "\r\n", "\n\n", ". ", "; ", "**", "$\\gamma$", "&lt;", "ﬁ", "µ", "10⁹/L", "[12]", "et al, 2011", "%", "n = 4",
    ]
)  # fmt: skip


def pieces_of(value: object) -> Iterator[Evidence]:
    """Every evidence anywhere below a value."""
    if isinstance(value, Evidence):
        yield value
    elif isinstance(value, Frozen):
        for name in type(value).model_fields:
            yield from pieces_of(getattr(value, name))
    elif isinstance(value, tuple):
        for item in value:
            yield from pieces_of(item)


def assert_true(document: Document, record: ArticleRecord) -> int:
    found = list(pieces_of(record))
    for piece in found:
        assert document.text[piece.start : piece.end] == piece.quote
    for case in record.cases:
        assert case.sex is None or case.sex_evidence
        assert case.age_years is None or case.age_evidence
        for value in (*case.ck, *case.labs, *case.antibodies, *case.cmas, *case.drugs):
            assert value.evidence, value
            assert all(dose.evidence for dose in getattr(value, "doses", ()))
    assert all(finding.evidence for finding in record.cohort)
    return len(found)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_every_value_of_the_samples_points_at_its_words(path: Path) -> None:
    document = read_article(path)
    assert assert_true(document, extract(document)) > 10


@pytest.mark.seeds
@pytest.mark.parametrize("path", REAL or [None], ids=lambda path: path.name if path else "none")
def test_every_value_of_real_articles_points_at_its_words(path: Path | None) -> None:
    if path is None:
        pytest.skip("the published texts cannot be shipped and are not beside this repository")
    document = read_article(path)
    assert_true(document, extract(document))


@settings(max_examples=150, deadline=None)
@given(st.lists(PIECES, max_size=40).map("".join))
def test_every_value_of_any_text_points_at_its_words(text: str) -> None:
    document = document_of_text(text, source="any.txt")
    assert_true(document, extract(document))
    for mention in find_mentions(document):
        assert all(text[piece.start : piece.end] == piece.quote for piece in pieces_of(mention))
