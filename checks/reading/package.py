"""The archive of a docx or xlsx, opened safely: no member over the limits, no XML entities, no network.

Before: the reading door. After: `checks.reading.docx`, `checks.reading.sheets.xlsx`.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lxml import etree

from checks.reading.document import ReadError
from checks.reading.limits import Limits

_BOMB_FLOOR = 1_000_000
"""Members below this size may be packed as tightly as they like."""
_CHUNK = 1 << 20
_UNPACKING = (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError)
_SAFE: dict[str, Any] = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Package:
    """The members of an Office file by name. Raises ReadError for a damaged archive and for one that
    unpacks to more than the limits."""

    def __init__(self, path: Path, data: bytes, limits: Limits) -> None:
        self._path = path
        self._limits = limits
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise ReadError("damaged", path) from error
        self._members = {info.filename: info for info in self._archive.infolist()}
        if sum(info.file_size for info in self._members.values()) > limits.unpacked_bytes:
            raise limits.refusal("unpacked_bytes", path, path.name)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The bytes of a member. Sizes are counted as they come out, since an archive may lie about them."""
        info = self._members.get(name)
        if info is None:
            raise ReadError("damaged", self._path)
        if info.flag_bits & 1:
            raise ReadError("encrypted", self._path)
        out = bytearray()
        try:
            with self._archive.open(info) as member:
                while chunk := member.read(_CHUNK):
                    out += chunk
                    self._weigh(name, len(chunk), len(out), info.compress_size)
        except _UNPACKING as error:
            raise ReadError("damaged", self._path) from error
        return bytes(out)

    def _weigh(self, name: str, more: int, size: int, packed: int) -> None:
        self._unpacked += more
        if self._unpacked > self._limits.unpacked_bytes:
            raise self._limits.refusal("unpacked_bytes", self._path, name)
        if size > _BOMB_FLOOR and size > self._limits.expansion * max(packed, 1):
            raise self._limits.refusal("expansion", self._path, name)

    def xml(self, name: str) -> Any:
        """The root element of an XML member."""
        try:
            return etree.fromstring(self.read(name), etree.XMLParser(**_SAFE))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError("damaged", self._path) from error

    def elements(self, name: str, *tags: str) -> Iterator[Any]:
        """The elements of those tags (in any namespace) of a large member, one after the other; each is
        emptied after its turn."""
        source = io.BytesIO(self.read(name))
        wanted = [f"{{*}}{tag}" for tag in tags]
        try:
            for _, element in etree.iterparse(source, events=("end",), tag=wanted, **_SAFE):
                yield element
                element.clear()
        except (etree.XMLSyntaxError, ValueError) as error:
            raise ReadError("damaged", self._path) from error

    def related(self, name: str) -> dict[str, tuple[str, str]]:
        """The relations of a member: id → (last word of the relation's type, name of the other member)."""
        folder, _, file = name.rpartition("/")
        relations = f"{folder}/_rels/{file}.rels"
        if relations not in self:
            return {}
        found = {}
        for relation in self.xml(relations):
            if relation.get("TargetMode") != "External" and isinstance(relation.tag, str):
                target = relation.get("Target", "")
                member = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
                kind = relation.get("Type", "").rpartition("/")[2]
                found[relation.get("Id", "")] = (kind, posixpath.normpath(member))
        return found


def local(element: Any) -> str:
    """The name of an element without its namespace: strict and transitional files differ only there."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""
