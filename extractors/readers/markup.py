"""XML and HTML bytes -> a tree of elements. The only place that knows lxml.

Nothing outside of the file is read, no entity is replaced by what the file defines it as, and broken XML is refused;
broken HTML is mended as a browser does.
"""

import codecs
import re
from collections.abc import Iterator, Mapping
from html.entities import html5
from typing import NamedTuple, Protocol, cast

from lxml import etree

from extractors.readers.decoding import decode
from extractors.readers.errors import ReadError

_XML_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}?encoding\s{0,9}=\s{0,9}["']([\w.:-]{1,40})""")
_META_ENCODING = re.compile(rb"""<meta\s[^>]{0,300}?charset\s{0,9}=\s{0,9}["']?([\w.:-]{1,40})""", re.IGNORECASE)
_META_WITHIN = 4096
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,400}\?>")
_KNOWN = re.compile(
    r"utf-?8|us-ascii|ascii|iso-?8859-\d{1,2}|latin-?\d|windows-125\d|cp125\d|macintosh|mac-roman|koi8-r|gbk|gb2312|"
    r"gb18030|big5|shift[_-]jis|euc-jp|euc-kr",
    re.IGNORECASE,
)
_REFUSED = {
    "amplification": "cannot be read safely: it defines entities that unfold to far more text than it holds",
    "ntity reference loop": "cannot be read safely: it defines entities by themselves",
    "xcessive depth": "cannot be read: its parts are nested too deeply for an article",
    "esource limit": "cannot be read: a single name or value in it is longer than whole articles are",
}
"""Signs in what the parser complains of, and what they mean."""
_WESTERN = frozenset({"iso8859-1", "ascii"})  # browsers read these as Windows does


class Node(Protocol):
    """What the readers ask of an element: its name, its words, the words behind it, and its children."""

    @property
    def tag(self) -> object:
        """The name as a string; anything else is no element (an entity, a comment)."""

    @property
    def text(self) -> str | None:
        """The words before the first child."""

    @property
    def tail(self) -> str | None:
        """The words behind the element."""

    @property
    def attrib(self) -> Mapping[str, str]:
        """The attributes."""

    def __iter__(self) -> Iterator["Node"]:
        """The children."""

    def __len__(self) -> int:
        """How many children there are."""

    def get(self, key: str, default: str, /) -> str:
        """An attribute, or what stands for it where there is none."""

    def iter(self, *tags: str) -> Iterator["Node"]:
        """The element and everything in it, in order."""


class Parsed(NamedTuple):
    """The outermost element, the encoding that the file was in, and what is to be said about it."""

    root: Node
    encoding: str
    warnings: tuple[str, ...] = ()


def parse_xml(data: bytes) -> Parsed:
    """The tree of an XML file; raise ``ReadError`` of kind ``unreadable`` where it is not well-formed."""
    text, encoding, warnings = _decoded(data, _XML_ENCODING.match(data))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(_declared_no_more(text), parser)
    except etree.LxmlError as error:
        raise ReadError(f"this XML file {_told(error)}", kind="unreadable") from error
    return Parsed(cast("Node", root), encoding, warnings)


def parse_html(data: bytes) -> Parsed:
    """The tree of a web page; raise ``ReadError`` of kind ``empty`` where nothing is in it."""
    text, encoding, warnings = _decoded(data, _META_ENCODING.search(data[:_META_WITHIN]) or _XML_ENCODING.match(data))
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(_declared_no_more(text), parser)
    except etree.LxmlError as error:
        raise ReadError(f"this web page cannot be read ({_first_line(error)})", kind="unreadable") from error
    if root is None:
        raise ReadError("this web page holds no words", kind="empty")
    return Parsed(cast("Node", root), encoding, warnings)


def name_of(node: Node) -> str:
    """The name of an element without its namespace; empty for what is no element."""
    return node.tag.rpartition("}")[2] if isinstance(node.tag, str) else ""


def entity(node: Node) -> str:
    """The character that an entity such as ``&nbsp;`` stands for; empty for what is no entity.

    Raise ``ReadError`` of kind ``unreadable`` for one that the file itself defines or takes from elsewhere.
    """
    if node.tag is not etree.Entity:
        return ""
    name = (node.text or "").strip("&;")
    if (char := html5.get(f"{name};")) is None:
        told = f"it uses '&{name[:30]};', which stands for text kept elsewhere"
        raise ReadError(f"this XML file cannot be read safely: {told}", kind="unreadable")
    return char


def child(node: Node | None, *names: str) -> Node | None:
    """The element that the path ``names`` leads to, the first at every step; None where there is none."""
    for name in names:
        node = next((found for found in node if name_of(found) == name), None) if node is not None else None
    return node


# ---- encodings


def _decoded(data: bytes, declared: re.Match[bytes] | None) -> tuple[str, str, tuple[str, ...]]:
    """The text, its encoding, and warnings; what the file says of itself comes first, a byte order mark before it."""
    told = declared[1].decode("ascii") if declared else "utf-8"
    marks = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, b"<\x00", b"\x00<")
    if data.startswith(marks) or not _KNOWN.fullmatch(told):
        return _guessed(data)
    encoding = _python_name(told)
    try:
        return data.decode(encoding), encoding, ()
    except UnicodeDecodeError:
        return _guessed(data)


def _guessed(data: bytes) -> tuple[str, str, tuple[str, ...]]:
    decoded = decode(data)
    return decoded.text, decoded.encoding, decoded.warnings


def _python_name(told: str) -> str:
    try:
        name = codecs.lookup(told).name
    except LookupError:
        return "utf-8"
    return "cp1252" if name in _WESTERN else name


def _declared_no_more(text: str) -> bytes:
    """The text as UTF-8 without its first line, which may tell another encoding."""
    declaration = _DECLARATION.match(text)
    return text[declaration.end() if declaration else 0 :].encode("utf-8", "replace")


def _told(error: Exception) -> str:
    """Why the parser gave up, for who does not know parsers."""
    line = _first_line(error)
    return next((told for sign, told in _REFUSED.items() if sign in line), f"is damaged ({line})")


def _first_line(error: Exception) -> str:
    """What the parser complains of, without the name that it gives to what has none."""
    return str(error).partition("\n")[0].partition(" (<string>")[0][:120]
