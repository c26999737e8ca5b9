"""Hostile and broken files: every one ends in a Document or in one clear refusal, within its limits."""

from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checks.reading import Limits, ReadError, read
from tests.reading import test_xls, test_xlsx
from tests.reading.tiny_xlsx import rows_xml, text, write_xlsx

LAUGHS = "".join(f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in pairwise("abcdefgh"))
ENTITIES = f'<!DOCTYPE x [<!ENTITY a "哈哈哈哈哈哈哈哈哈哈">{LAUGHS}]>'


def refused(path: Path, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as refusal:
        read(path, limits=limits)
    return refusal.value


def with_member(path: Path, name: str, data: bytes) -> Path:
    """The same archive with one member replaced or added."""
    with zipfile.ZipFile(path) as archive:
        members = {each: archive.read(each) for each in archive.namelist()} | {name: data}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, content in members.items():
            archive.writestr(each, content)
    return path


def small_book(tmp_path: Path) -> Path:
    return write_xlsx(tmp_path / "book.xlsx", {"a": rows_xml(text("收入") + text("1"))})


def small_document(tmp_path: Path) -> Path:
    document = docx.Document()
    document.add_paragraph("收入 10 万元")
    table = document.add_table(2, 2)
    for row in range(2):
        table.cell(row, 0).text, table.cell(row, 1).text = "支出", "2.00"
    document.save(tmp_path / "report.docx")
    return tmp_path / "report.docx"


def test_a_member_packed_beyond_reason_is_a_bomb(tmp_path: Path) -> None:
    path = with_member(small_book(tmp_path), "xl/worksheets/sheet0.xml", b" " * 20_000_000)
    error = refused(path)
    assert (error.key, error.details["where"]) == ("limit.expansion", "xl/worksheets/sheet0.xml")


def test_members_that_add_up_beyond_the_limit_are_refused_before_they_are_unpacked(tmp_path: Path) -> None:
    path = with_member(small_book(tmp_path), "xl/media/image.bin", random.Random(1).randbytes(300_000))
    assert refused(path, Limits(unpacked_bytes=200_000)).key == "limit.unpacked_bytes"


def test_an_archive_that_lies_about_a_size_is_counted_as_it_unpacks(tmp_path: Path) -> None:
    path = small_book(tmp_path)
    with_member(path, "xl/worksheets/sheet0.xml", random.Random(1).randbytes(300_000).hex().encode())
    data = path.read_bytes()
    size = (600_000).to_bytes(4, "little")
    path.write_bytes(data.replace(size, (900).to_bytes(4, "little")))
    assert refused(path, Limits(unpacked_bytes=200_000)).key in {"limit.unpacked_bytes", "damaged"}


@pytest.mark.parametrize("declaration", [ENTITIES, '<!DOCTYPE x [<!ENTITY h SYSTEM "file:///etc/passwd">]>'])
def test_entities_are_neither_expanded_nor_fetched(tmp_path: Path, declaration: str) -> None:
    cell = "<c t='inlineStr'><is><t>收入1&h;</t></is></c>"
    sheet = f"{declaration}<worksheet><sheetData><row>{cell}</row></sheetData></worksheet>"
    path = with_member(small_book(tmp_path), "xl/worksheets/sheet0.xml", sheet.encode())
    try:
        shown = str(read(path).blocks)
    except ReadError as error:
        assert error.key == "damaged"
    else:
        assert "哈" not in shown
        assert "root" not in shown


def test_a_web_page_fetches_no_entity(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    declaration = '<!DOCTYPE html [<!ENTITY h SYSTEM "file:///etc/passwd">]>'
    path.write_text(f"{declaration}<p>收入 1 &h;</p>", encoding="utf-8")
    assert "root" not in str(read(path).blocks)


def test_a_file_over_the_size_limit_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "big.md"
    path.write_text("收入 1\n" * 100, encoding="utf-8")
    error = refused(path, Limits(file_bytes=99))
    assert (error.key, error.details["limit"]) == ("limit.file_bytes", 99)


def test_too_many_characters_are_refused_in_every_text_format(tmp_path: Path) -> None:
    for name, body in (("a.md", "收入 1\n" * 100), ("a.html", "<p>收入 1</p>" * 100)):
        (tmp_path / name).write_text(body, encoding="utf-8")
        assert refused(tmp_path / name, Limits(characters=300)).key == "limit.characters"
    assert refused(small_document(tmp_path), Limits(characters=5)).key == "limit.characters"


def test_the_cells_of_all_tables_count_together(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("| a | 1 |\n|---|---|\n| b | 2 |\n\n" * 50, encoding="utf-8")
    assert refused(path, Limits(all_cells=150)).key == "limit.all_cells"


def test_time_that_is_over_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("收入 1 万元\n" * 500_000, encoding="utf-8")
    limits = Limits(seconds=0)
    assert refused(path, limits).key == "limit.seconds"


def test_limits_come_from_the_environment_and_say_what_is_wrong_in_it() -> None:
    assert Limits.from_environment({"GOUJI_LIMIT_PAGES": "7", "HOME": "/"}) == Limits(pages=7)
    wrong = (("GOUJI_LIMIT_PAGE", "7", "limit_unknown"), ("GOUJI_LIMIT_PAGES", "-7", "limit_value"))
    for name, value, key in wrong:
        with pytest.raises(ReadError) as refusal:
            Limits.from_environment({name: value})
        assert refusal.value.key == key


MAKERS: dict[str, Callable[[Path], Path]] = {
    "xlsx": lambda folder: test_xlsx.published(folder / "book.xlsx"),
    "xls": lambda folder: test_xls.published(folder / "book.xls"),
    "docx": small_document,
}


@pytest.mark.parametrize("format", MAKERS)
def test_a_damaged_file_is_read_or_refused_and_never_anything_else(tmp_path: Path, format: str) -> None:
    whole = MAKERS[format](tmp_path).read_bytes()
    dice = random.Random(20240)
    target = tmp_path / "damaged"
    for _ in range(60):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 30)):
            data[dice.randrange(len(data))] = dice.randrange(256)
        target.write_bytes(data[: dice.randrange(1, len(data))] if dice.random() < 0.3 else data)
        read_or_refused(target)


@pytest.mark.parametrize("format", ["xlsx", "docx"])
def test_a_sound_archive_with_damaged_xml_is_read_or_refused(tmp_path: Path, format: str) -> None:
    with zipfile.ZipFile(MAKERS[format](tmp_path)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    dice = random.Random(7)
    target = tmp_path / "damaged"
    for name in [each for each in members if each.endswith((".xml", ".rels"))]:
        for _ in range(8):
            changed = dict(members)
            changed[name] = scrambled(members[name], dice)
            out = io.BytesIO()
            with zipfile.ZipFile(out, "w") as archive:
                for each, content in changed.items():
                    archive.writestr(each, content)
            target.write_bytes(out.getvalue())
            read_or_refused(target)


def scrambled(xml: bytes, dice: random.Random) -> bytes:
    """XML with a few of its digits, quotes and names exchanged, so that it often still parses."""
    data = bytearray(xml)
    digits = [at for at, byte in enumerate(data) if chr(byte).isdigit()]
    for _ in range(dice.randrange(1, 12)):
        if digits and dice.random() < 0.8:
            data[dice.choice(digits)] = ord(dice.choice("0123456789-x"))
        elif data:
            data[dice.randrange(len(data))] = dice.randrange(32, 127)
    return bytes(data)


def read_or_refused(path: Path) -> None:
    try:
        read(path, limits=Limits(seconds=20))
    except ReadError as error:
        assert error.path == path


SIGNS = st.sampled_from("|-:\\*_`$<>[]()!&#~ \t\n\0a收1.")


@given(st.text(SIGNS, max_size=200), st.sampled_from([".md", ".txt", ".html", ""]))
def test_no_text_fails(tmp_path_factory: pytest.TempPathFactory, text: str, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_text(f"收入1\n{text}", encoding="utf-16")
    read_or_refused(path)


@given(st.binary(max_size=300), st.sampled_from([".md", ".html", ""]))
def test_no_bytes_fail(tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(data)
    read_or_refused(path)


MARKS = [
    "**a ", "![", "[x](", "<!-- ", "# ", " ", "- ", "\\", "$1", "`", "&#", "\n", "\t", "__", "> ",
    "<td", "<p", "<table>", "|", "| - ",
]  # fmt: skip


@pytest.mark.parametrize("unit", MARKS)
def test_no_line_takes_longer_the_longer_it_is_out_of_proportion(tmp_path: Path, unit: str) -> None:
    for suffix, before in ((".md", "# "), (".md", "|a|"), (".html", "<p>")):
        path = tmp_path / f"long{suffix}"
        path.write_text(f"收入1\n{before}{unit * (200_000 // len(unit))}x", encoding="utf-8")
        began = time.perf_counter()
        read_or_refused(path)
        assert time.perf_counter() - began < 10
