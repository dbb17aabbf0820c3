"""Bytes -> text: UTF-8 first, a byte order mark where there is one, else the likeliest of a few Western encodings."""

import codecs
import re
from typing import NamedTuple

from charset_normalizer import from_bytes

from extractors.readers.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSES = ["cp1252", "latin_1", "mac_roman"]
_SAMPLE = 200_000  # bytes around the first odd ones that the guess is made from
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f-\x84\x86-\x9f]")
_CONTROL_SHARE = 0.005
_BINARY = "this is not a text: the file holds binary data"


class Decoded(NamedTuple):
    """A file's text as it stands, line ends included, and the encoding it was in."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode the bytes of a text file; raise ``ReadError`` of kind ``binary``, ``empty`` or ``unreadable``."""
    decoded = _decoded(data)
    if not decoded.text.strip():
        raise ReadError("the file holds no words", kind="empty")
    controls = len(_CONTROL.findall(decoded.text))
    if "\x00" in decoded.text or controls > _CONTROL_SHARE * len(decoded.text):
        raise ReadError(_BINARY, kind="binary")
    return decoded


def _decoded(data: bytes) -> Decoded:
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _strict(data, encoding)
    if b"\x00" in data[:_SAMPLE]:
        return _wide(data)
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guessed(data, error.start)


def _strict(data: bytes, encoding: str) -> Decoded:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        name = encoding.upper().removesuffix("-SIG")
        damage = f"the file says it is {name} but is damaged at byte {error.start}"
        raise ReadError(damage, kind="unreadable") from error
    warnings = () if encoding == "utf-8-sig" else (_warning(encoding),)
    return Decoded(text, encoding, warnings)


def _wide(data: bytes) -> Decoded:
    """UTF-16 without its mark has zeros for every second byte. Anything else with zeros is binary."""
    pairs = max(len(data[:_SAMPLE]) // 2, 1)
    low, high = data[:_SAMPLE:2].count(0), data[1:_SAMPLE:2].count(0)
    if len(data) % 2:
        raise ReadError(_BINARY, kind="binary")
    if high > 0.6 * pairs and low < 0.05 * pairs:
        return _strict(data, "utf-16-le")
    if low > 0.6 * pairs and high < 0.05 * pairs:
        return _strict(data, "utf-16-be")
    raise ReadError(_BINARY, kind="binary")


def _guessed(data: bytes, first_odd: int) -> Decoded:
    begin = max(first_odd - _SAMPLE // 2, 0)
    best = from_bytes(data[begin : begin + _SAMPLE], cp_isolation=_GUESSES).best()
    if best is None:
        raise ReadError("the file's characters are in no known encoding", kind="unreadable")
    for encoding in (best.encoding, "latin_1"):
        try:
            return Decoded(data.decode(encoding), encoding, (_warning(encoding),))
        except UnicodeDecodeError:
            continue
    raise ReadError("the file's characters are in no known encoding", kind="unreadable")


def _warning(encoding: str) -> str:
    return f"the file is not UTF-8; it was read as {encoding}"
