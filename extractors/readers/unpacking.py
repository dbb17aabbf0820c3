"""Files packed with gzip (``article.xml.gz``): unpacked once, and never beyond the size that is read."""

import zlib

from extractors.readers.errors import ReadError

_MAGIC = b"\x1f\x8b"
_GZIP = 31  # zlib's number for a stream with a gzip head
_CHUNK = 4096  # bytes: what is left behind a member is copied, and a file may have very many members


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
    stream = zlib.decompressobj(_GZIP)
    for place in range(0, len(data), _CHUNK):
        rest = data[place : place + _CHUNK]
        while rest:
            if stream.eof and not rest.startswith(_MAGIC[:1]):
                return b"".join(parts)  # what stands behind the last member is not looked at
            stream = zlib.decompressobj(_GZIP) if stream.eof else stream
            part = _part(stream, rest, left)
            left -= len(part)
            if left <= 0:
                told = f"the packed file is too large: more than {size_limit / 1e6:.1f} MB"
                raise ReadError(told, kind="too_large")
            parts.append(part)
            rest = stream.unused_data
    if not stream.eof:
        raise ReadError("the packed file (.gz) is cut off", kind="unreadable")
    return b"".join(parts)


def _part(stream: "zlib._Decompress", packed: bytes, limit: int) -> bytes:
    try:
        return stream.decompress(packed, limit)
    except zlib.error as error:
        raise ReadError("the packed file (.gz) is damaged", kind="unreadable") from error
