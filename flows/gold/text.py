"""Edits the text of a gold file in place: what is not changed stays as its curator wrote it, comments and all.

A gold file is made of mappings and lists in block or flow style. Every edit finds its place anew, so edits can follow
one another.
"""

from typing import Any

import yaml

Path = tuple[str | int, ...]
"""Keys and places from the root: ``("cases", 0, "ck", 1)``."""


class GoldText:
    """The text of a gold file, ``text``, after the edits so far."""

    def __init__(self, text: str) -> None:
        self.text = text if text.endswith("\n") else f"{text}\n"

    def set(self, path: Path, data: Any) -> None:
        """Set a key of a mapping; a key that is not there is added behind the others."""
        parent = self._node(path[:-1])
        pair = _pair(parent, path[-1])
        if pair:
            self._replace(pair[1].start_mark.index, self._end(pair[1]), _flow(data))
        elif parent.flow_style:
            self._insert_in_flow(parent, f"{path[-1]}: {_flow(data)}")
        else:
            indent = parent.start_mark.column
            self._insert_line(self._end(parent), f"{' ' * indent}{path[-1]}:{_block(data, indent)}")

    def append(self, path: Path, data: Any) -> None:
        """Add an entry behind the last one of a list; a list that is not there is made."""
        pair = _pair(self._node(path[:-1]), path[-1])
        if pair is None:
            self.set(path, [data])
            return
        key, node = pair
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            column = key.start_mark.column
            after = self.text.index(":", key.end_mark.index) + 1
            flow = self._node(path[:-1]).flow_style
            self._replace(after, max(after, self._end(node)), f" [{_flow(data)}]" if flow else _block([data], column))
        elif node.flow_style:
            self._insert_in_flow(node, _flow(data))
        else:
            indent = self._dash(node.value[-1]) - self._line_start(node.value[-1].start_mark.index)
            self._insert_line(self._end(node), f"{' ' * indent}- {_item(data, indent + 2)}")

    def remove(self, path: Path) -> None:
        """Take out a key or an entry; a list that would be left empty goes as a whole."""
        parent = self._node(path[:-1])
        if isinstance(parent, yaml.SequenceNode):
            if len(parent.value) == 1:
                self.remove(path[:-1])
                return
            place = int(path[-1])
            spans = [(node.start_mark.index, self._end(node)) for node in parent.value]
        else:
            place = next(place for place, (key, _) in enumerate(parent.value) if key.value == path[-1])
            spans = [(key.start_mark.index, self._end(value)) for key, value in parent.value]
        start, end = spans[place]
        if parent.flow_style:
            before, after = place > 0, place + 1 < len(spans)
            self._replace(
                spans[place - 1][1] if before else start, spans[place + 1][0] if not before and after else end
            )
        elif isinstance(parent, yaml.MappingNode) and place == 0 and self.text[self._line_start(start) : start].strip():
            self._replace(start, spans[1][0])  # the first key stands on the line of a dash, which the next one takes
        else:
            self._replace(self._line_start(start), self._line_end(end))

    # ---- places

    def _node(self, path: Path) -> Any:
        node: Any = yaml.compose(self.text, yaml.SafeLoader)
        for step in path:
            node = node.value[step] if isinstance(node, yaml.SequenceNode) else _pair(node, step)[1]  # type: ignore[index]
        return node

    def _end(self, node: yaml.Node) -> int:
        """Where the last word of a node ends: a block's own mark is behind the comments that follow it."""
        if isinstance(node, yaml.ScalarNode) or getattr(node, "flow_style", False) or not node.value:
            return int(node.end_mark.index)
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _line_start(self, place: int) -> int:
        return self.text.rfind("\n", 0, place) + 1

    def _line_end(self, place: int) -> int:
        return self.text.index("\n", place) + 1

    def _dash(self, node: yaml.Node) -> int:
        return self.text.rindex("-", 0, node.start_mark.index)

    # ---- edits

    def _replace(self, start: int, end: int, words: str = "") -> None:
        self.text = self.text[:start] + words + self.text[end:]

    def _insert_line(self, after: int, line: str) -> None:
        place = self._line_end(after)
        self._replace(place, place, f"{line}\n")

    def _insert_in_flow(self, node: yaml.Node, words: str) -> None:
        place = node.end_mark.index - 1
        self._replace(place, place, f", {words}" if node.value else words)


def _pair(node: Any, key: object) -> tuple[yaml.Node, yaml.Node] | None:
    return next((pair for pair in node.value if pair[0].value == key), None)


def _flow(data: Any) -> str:
    """Data on one line, as gold files write it: ``{value: 900, unit: U/L}``."""
    written = yaml.safe_dump([_plain(data)], default_flow_style=True, allow_unicode=True, sort_keys=False, width=10**9)
    return written.strip()[1:-1]


def _block(data: Any, indent: int) -> str:
    """What follows the colon of a key at ``indent``: entries a line each, anything else on the same line."""
    if isinstance(data, list) and data and isinstance(data[0], dict):
        inner = " " * (indent + 2)
        return "".join(f"\n{inner}- {_item(entry, indent + 4)}" for entry in data)
    return f" {_flow(data)}"


def _item(data: Any, indent: int) -> str:
    """An entry of a list: a patient takes a line a key, everything else is one line."""
    if isinstance(data, dict) and "label" in data:
        lines = (f"{key}:{_block(value, indent)}" for key, value in data.items())
        return f"\n{' ' * indent}".join(lines)
    return _flow(data)


def _plain(data: Any) -> Any:
    """Whole numbers without a point."""
    if isinstance(data, dict):
        return {key: _plain(value) for key, value in data.items()}
    if isinstance(data, list | tuple):
        return [_plain(value) for value in data]
    return int(data) if isinstance(data, float) and data.is_integer() else data
