"""What a file is by its first bytes, so that a PDF named ``.txt`` is told for what it is.

Every reader has one function that says whether it claims a file; exactly one may.
"""

import codecs
import re
from collections.abc import Callable, Iterable
from typing import NamedTuple

from extractors.readers.errors import ReadError
from schemas.document import Document

HEAD = 8192
"""Bytes that are looked at."""

_START = re.compile(r"[\s\x00]*")
_NAME = re.compile(r"[A-Za-z_][\w.-]{0,60}(?::(?P<local>[A-Za-z_][\w.-]{0,60}))?")
_PDF = re.compile(rb".{0,1024}?%PDF-\d", re.DOTALL)
_WEB_ARCHIVE = re.compile(
    rb"(?:From: |MIME-Version: ).{0,3000}?^Content-Type: (?:multipart/related|text/html)",
    re.DOTALL | re.MULTILINE | re.IGNORECASE,
)
_HTML = frozenset({"html", "head", "body", "main"})


class Reader(NamedTuple):
    """A reader: whether it ``claims`` a file by its first bytes, and how it reads one (bytes, file name, password)."""

    name: str
    claims: Callable[[bytes], bool]
    read: Callable[[bytes, str, str | None], Document]


class Opening(NamedTuple):
    """How a file of markup begins: its first element, or the one that its document type names, in their own case.

    ``declared`` tells of a line ``<?xml ...?>`` or a document type; ``attributes`` is the rest of the first tag.
    """

    root: str
    declared: bool
    attributes: str = ""

    @property
    def is_html(self) -> bool:
        """Whether it is a web page."""
        return self.root.lower() in _HTML or (self.root == "article" and not self.declared and not self._is_jats)

    @property
    def is_xml(self) -> bool:
        """Whether it is XML of any kind but a web page."""
        return not self.is_html and (self.declared or "xmlns" in self.attributes or self.root == "article")

    @property
    def _is_jats(self) -> bool:
        return (
            re.search(r"\b(?:article-type|dtd-version|xmlns:(?:xlink|mml))\s*=|>\s*<front\b", self.attributes)
            is not None
        )


def opening_of(head: bytes) -> Opening | None:
    """How the file begins, where it begins with markup; comments and instructions before it are passed over."""
    text = _plain(head).decode("latin-1")
    declared = False
    at = _start(text, 0)
    while text.startswith(("<?", "<!--"), at):
        end = text.find("?>" if text.startswith("<?", at) else "-->", at + 2)
        declared = declared or text.startswith("<?xml", at)
        if end < 0:
            commented = text.startswith("<!--", at) and not declared
            return Opening("html", declared=False) if commented else Opening("", declared) if declared else None
        at = _start(text, end + 2 if text.startswith("<?", at) else end + 3)
    if text[at : at + 9].lower() == "<!doctype":
        found = _NAME.match(text, _start(text, at + 9))
        return Opening(_local(found), declared=True)
    found = _NAME.match(text, at + 1) if text.startswith("<", at) else None
    if found is None:
        return Opening("", declared) if declared else None
    return Opening(_local(found), declared, text[found.end() : found.end() + 1000])


def claims_pdf(head: bytes) -> bool:
    """Whether it is a PDF; its mark may stand anywhere in the first 1024 bytes."""
    return _PDF.match(head) is not None


def claims_jats(head: bytes) -> bool:
    """Whether it is a JATS or NLM article, alone or in the wrapping of an archive."""
    opening = opening_of(head)
    return opening is not None and opening.is_xml and opening.root in ("article", "pmc-articleset", "OAI-PMH")


def claims_bmc(head: bytes) -> bool:
    """Whether it is an article in BioMed Central's own older form."""
    opening = opening_of(head)
    return opening is not None and opening.is_xml and opening.root == "art"


def claims_html(head: bytes) -> bool:
    """Whether it is a web page."""
    opening = opening_of(head)
    return opening is not None and opening.is_html


def claims_text(head: bytes) -> bool:
    """Whether the first bytes are neither markup nor those of a format that is known not to be text."""
    opening = opening_of(head)
    marked_up = opening is not None and (opening.is_html or opening.is_xml)
    return not marked_up and not claims_pdf(head) and _foreign(_plain(head)) is None


def choose(readers: Iterable[Reader], head: bytes) -> Reader:
    """The one reader that claims the file; raise ``ReadError`` of kind ``unsupported`` where none does, or two."""
    claiming = [reader for reader in readers if reader.claims(head)]
    if len(claiming) > 1:
        names = " and ".join(reader.name for reader in claiming)
        raise ReadError(f"this file is two things at once ({names}); please save it as one", kind="unsupported")
    if not claiming:
        raise ReadError(_reason(head), kind="unsupported")
    return claiming[0]


def _reason(head: bytes) -> str:
    """Why no reader claims a file."""
    if foreign := _foreign(_plain(head)):
        return foreign
    opening = opening_of(head)
    if opening is None or not opening.root:
        return "this is an XML file of an unknown kind; JATS articles are read"
    return f"this is an XML file, but no article (its outermost element is <{opening.root}>)"


def _foreign(head: bytes) -> str | None:
    if head.startswith(b"PK\x03\x04"):
        return "this is a Word document or another archive; please save its text as .txt or .md"
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "this is an old Word document; please save its text as .txt or .md"
    if _WEB_ARCHIVE.match(head):
        return "this is a web page saved as an archive (.mht); please save it as HTML or PDF"
    if head.startswith(b"{\\rtf"):
        return "this is an RTF document; please save its text as .txt or .md"
    return None


def _plain(head: bytes) -> bytes:
    """``head`` without a byte order mark; UTF-16 as single bytes, so that one set of patterns serves."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"")
    if head.startswith((b"<\x00", b"\x00<")):
        return head.replace(b"\x00", b"")
    return head.removeprefix(codecs.BOM_UTF8)


def _start(text: str, at: int) -> int:
    found = _START.match(text, at)
    return found.end() if found else at


def _local(found: re.Match[str] | None) -> str:
    return "" if found is None else found["local"] or found[0]
