"""What a file is by its first bytes, so that a PDF named ``.txt`` is told for what it is."""

import codecs
import re
from typing import NamedTuple

from extractors.readers.errors import ReadError

_HEAD = 4096  # bytes that are looked at


class _Foreign(NamedTuple):
    pattern: re.Pattern[bytes]
    reason: str


_FOREIGN = (
    _Foreign(re.compile(rb".{0,1024}?%PDF-\d", re.DOTALL), "this is a PDF; please save its text as .txt or .md"),
    _Foreign(
        re.compile(rb"\s*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE),
        "this is a web page (HTML); please save its text as .txt or .md",
    ),
    _Foreign(
        re.compile(rb"\s*<(?:\?xml\b|!doctype\b|!--|article\b|pmc-articleset\b)", re.IGNORECASE),
        "this is an XML file; please save the article's text as .txt or .md",
    ),
    _Foreign(
        re.compile(rb"PK\x03\x04"),
        "this is a Word document or another archive; please save its text as .txt or .md",
    ),
    _Foreign(re.compile(rb"\xd0\xcf\x11\xe0"), "this is an old Word document; please save its text as .txt or .md"),
    _Foreign(re.compile(rb"\{\\rtf"), "this is an RTF document; please save its text as .txt or .md"),
)


def refuse_foreign(data: bytes) -> None:
    """Raise ``ReadError`` of kind ``unsupported`` where ``data`` belongs to a format that has no reader."""
    head = _plain(data[:_HEAD])
    for foreign in _FOREIGN:
        if foreign.pattern.match(head):
            raise ReadError(foreign.reason, kind="unsupported")


def _plain(head: bytes) -> bytes:
    """``head`` without a byte order mark; UTF-16 as single bytes, so that one set of patterns serves."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return head[2:].replace(b"\x00", b"")
    return head.removeprefix(codecs.BOM_UTF8)
