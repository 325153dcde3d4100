"""Reads the part of YAML that compose.yaml is written in, and refuses the rest: no library for it is locked.

Block mappings and lists, flow mappings and lists, plain and double-quoted scalars, anchors, merges, comments.
Every scalar stays a text, as written.
"""

import re

_ENTRY = re.compile(r"([\w.<-]+):(?: +(?P<rest>.*))?$")
_ANCHOR = re.compile(r"&(\w+)(?: +|$)")
_QUOTED = re.compile(r'"([^"\\]*)"')
_COMMENT = re.compile(r"(^| +)#.*")
_SPECIAL = set("&*!|>'\"%@`[]{}?")


class NotUnderstood(Exception):
    """This is not in the part of YAML that is read here."""


def read_structure(text):
    """The document as mappings, lists and texts."""
    lines = []
    for number, line in enumerate(text.splitlines(), 1):
        content = line.strip()
        if "\t" in line:
            raise NotUnderstood(f"line {number}: a tab")
        if content and not content.startswith("#"):
            lines.append((number, len(line) - len(line.lstrip()), content))
    return _Reader(lines).document()


class _Reader:
    def __init__(self, lines):
        self._lines = lines
        self._anchors = {}

    def document(self):
        found = self._block(0)
        if self._lines:
            raise self._not_understood()
        return found

    def _block(self, indent):
        if not self._lines or self._lines[0][1] != indent:
            raise self._not_understood()
        if self._lines[0][2].startswith("- "):
            return self._list(indent)
        return self._mapping(indent)

    def _list(self, indent):
        found = []
        while self._at(indent) and self._lines[0][2].startswith("- "):
            found.append(self._scalar_or_flow(self._lines[0][2][2:].strip()))
            del self._lines[0]
        return found

    def _mapping(self, indent):
        found, merged = {}, {}
        while self._at(indent):
            if (entry := _ENTRY.match(self._lines[0][2])) is None or entry[1] in found:
                raise self._not_understood()
            value = self._value(indent, entry["rest"] or "")
            if entry[1] == "<<":
                merged |= value
            else:
                found[entry[1]] = value
        return merged | found

    def _value(self, indent, rest):
        anchor = _ANCHOR.match(rest)
        rest = rest[anchor.end() :] if anchor else rest
        if _COMMENT.sub("", rest):
            value = self._scalar_or_flow(rest)
            del self._lines[0]
        else:
            del self._lines[0]
            deeper = self._lines[0][1] if self._lines else 0
            if deeper <= indent:
                raise self._not_understood()
            value = self._block(deeper)
        if anchor:
            self._anchors[anchor[1]] = value
        return value

    def _at(self, indent):
        return bool(self._lines) and self._lines[0][1] == indent

    def _scalar_or_flow(self, text):
        value, rest = self._item(text, flow=False)
        if _COMMENT.sub("", rest):
            raise self._not_understood()
        return value

    def _item(self, text, *, flow):
        if text.startswith("["):
            return self._flow_list(text[1:].lstrip())
        if text.startswith("{"):
            return self._flow_mapping(text[1:].lstrip())
        if quoted := _QUOTED.match(text):
            return quoted[1], text[quoted.end() :].lstrip()
        if alias := re.match(r"\*(\w+)", text):
            return self._anchors[alias[1]], text[alias.end() :].lstrip()
        return self._plain(text, flow=flow)

    def _plain(self, text, *, flow):
        end = re.search(r"[,\[\]{}]| #", text) if flow else re.search(r" #", text)
        plain, rest = (text[: end.start()], text[end.start() :]) if end else (text, "")
        if not plain.strip() or plain[0] in _SPECIAL or re.search(r": |:$", plain):
            raise self._not_understood()
        return plain.strip(), rest

    def _flow_list(self, text):
        found = []
        while not text.startswith("]"):
            value, text = self._item(text, flow=True)
            found.append(value)
            text = self._after_item(text, "]")
        return found, text[1:].lstrip()

    def _flow_mapping(self, text):
        found = {}
        while not text.startswith("}"):
            if (key := re.match(r"([\w-]+): *", text)) is None or key[1] in found:
                raise self._not_understood()
            found[key[1]], text = self._item(text[key.end() :], flow=True)
            text = self._after_item(text, "}")
        return found, text[1:].lstrip()

    def _after_item(self, text, end):
        if text.startswith(","):
            return text[1:].lstrip()
        if not text.startswith(end):
            raise self._not_understood()
        return text

    def _not_understood(self):
        where = f"line {self._lines[0][0]}: {self._lines[0][2]}" if self._lines else "the end"
        return NotUnderstood(where)
