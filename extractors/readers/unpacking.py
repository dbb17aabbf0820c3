"""Files packed with gzip (``article.xml.gz``): unpacked once, and never beyond the size that is read."""

import zlib

from extractors.readers.errors import ReadError

_MAGIC = b"\x1f\x8b"
_GZIP = 31  # zlib's number for a stream with a gzip head


def unpacked(data: bytes, size_limit: int) -> bytes:
    """``data``, unpacked where it is packed.

    Raise ``ReadError`` of kind ``too_large`` where it unpacks to more than ``size_limit`` bytes, ``unreadable`` where
    it is damaged, ``unsupported`` where it was packed twice, and ``empty`` where nothing is in it.
    """
    if not data.startswith(_MAGIC):
        return data
    content = _content(data, size_limit)
    if not content:
        raise ReadError("the packed file (.gz) is empty", kind="empty")
    if content.startswith(_MAGIC):
        raise ReadError("the file was packed twice (.gz in .gz); please unpack it once", kind="unsupported")
    return content


def _content(data: bytes, size_limit: int) -> bytes:
    """Every member of the packed file, one behind the other."""
    parts: list[bytes] = []
    left = size_limit + 1
    rest = data
    while rest.startswith(_MAGIC):
        stream = zlib.decompressobj(_GZIP)
        try:
            part = stream.decompress(rest, left)
        except zlib.error as error:
            raise ReadError("the packed file (.gz) is damaged", kind="unreadable") from error
        left -= len(part)
        if left <= 0:
            raise ReadError(f"the packed file is too large: more than {size_limit / 1e6:.1f} MB", kind="too_large")
        if not stream.eof:
            raise ReadError("the packed file (.gz) is cut off", kind="unreadable")
        parts.append(part)
        rest = stream.unused_data
    return b"".join(parts)
