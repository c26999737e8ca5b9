"""Documents of several files → one Document. Before: the reading door, which read each of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256

from checks.reading.document import Block, Cell, Document, Grid, Paragraph, Place


def join(parts: Sequence[Document]) -> Document:
    """The blocks of all parts in the order given, every Place with the name of its file.

    path and format are those of the first part; sha256 is over the parts' hashes in their order. Files of
    one name are told apart by the folder they lie in.
    """
    names = [part.path.name for part in parts]
    blocks: list[Block] = []
    remarks = []
    for part, name in zip(parts, names, strict=True):
        label = name if names.count(name) == 1 else f"{part.path.parent.name}/{name}"
        blocks += [_in_file(block, label) for block in part.blocks]
        remarks += [replace(remark, place=replace(remark.place, file=label)) for remark in part.remarks]
    digest = sha256("".join(part.sha256 for part in parts).encode("ascii")).hexdigest()
    pages = sum(part.pages or 0 for part in parts)
    return replace(
        parts[0], sha256=digest, blocks=tuple(blocks), remarks=tuple(remarks), pages=pages or None
    )


def _in_file(block: Block, label: str) -> Block:
    def at(place: Place) -> Place:
        return replace(place, file=label)

    if isinstance(block, Paragraph):
        return replace(block, spans=tuple(replace(span, place=at(span.place)) for span in block.spans))
    moved: dict[int, Cell] = {}
    for row in block.rows:
        for cell in row:
            if id(cell) not in moved:
                moved[id(cell)] = replace(cell, place=at(cell.place))
    return Grid(tuple(tuple(moved[id(cell)] for cell in row) for row in block.rows), at(block.place))
