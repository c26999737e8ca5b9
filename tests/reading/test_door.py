"""The reading door: which reader a file gets, and the one line that a file which is no report gets."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from checks.reading import Limits, ReadError, read, read_as_one
from checks.texts import Texts, languages

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def archive(*members: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for member in members:
            file.writestr(member, "<x/>")
    return out.getvalue()


def compound(*streams: str) -> bytes:
    """The start of an OLE file with the directory entries of those streams."""
    return OLE + bytes(504) + b"".join(name.encode("utf-16-le").ljust(128, b"\0") for name in streams)


REFUSED: dict[str, tuple[bytes, str]] = {
    "nothing.md": (b"", "empty"),
    "blank.txt": (b"\xef\xbb\xbf \r\n\n", "empty"),
    "scan.png": (b"\x89PNG\r\n\x1a\n" + bytes(100), "image"),
    "photo.jpg": (b"\xff\xd8\xff\xe0" + bytes(100), "image"),
    "renamed.pdf": (b"BM\x36\x00\x0c\x00" + bytes(100), "image"),
    "setup.exe": (b"MZ\x90\x00" + bytes(100), "binary"),
    "noise.bin": (bytes(range(256)) * 20, "binary"),
    "all.zip": (archive("report.docx", "tables.xlsx"), "archive"),
    "all.rar": (b"Rar!\x1a\x07\x00" + bytes(50), "archive"),
    "cut.zip": (archive("word/document.xml")[:-30], "damaged"),
    "old.doc": (compound("Root Entry", "WordDocument", "Workbook"), "convert_docx"),
    "slides.ppt": (compound("Root Entry", "PowerPoint Document"), "convert_pdf"),
    "locked.xlsx": (compound("Root Entry", "EncryptedPackage"), "encrypted"),
    "other.msi": (compound("Root Entry", "Something"), "binary"),
    "rich.rtf": (b"{\\rtf1\\ansi}", "convert_docx"),
    "slides.pptx": (archive("ppt/presentation.xml"), "convert_pdf"),
    "fast.xlsb": (archive("xl/workbook.bin"), "convert_xlsx"),
    "print.ofd": (archive("OFD.xml", "Doc_0/Document.xml"), "convert_pdf"),
    "sheet.ods": (archive("mimetype", "content.xml"), "convert_open_document"),
    "flat.xls": (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>', "convert_xlsx"),
    "code.py": (b"import os\n\nprint(os.getcwd(), 12)\n", "no_report"),
    "cover.md": ("# 部门决算\n\n目录\n".encode(), "no_report"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_report_is_refused_by_what_it_holds(tmp_path: Path, name: str) -> None:
    data, key = REFUSED[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as refusal:
        read(path)
    assert refusal.value.key == key
    assert refusal.value.path == path


def test_a_file_that_is_not_there_and_a_folder_are_refused(tmp_path: Path) -> None:
    nowhere = tmp_path / "none.md"
    for path, key in ((nowhere, "missing"), (tmp_path, "folder"), (Path(os.devnull), "not_a_file")):
        with pytest.raises(ReadError) as refusal:
            read(path)
        assert refusal.value.key == key


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    for name in ("a\0b", "x" * 5000):
        with pytest.raises(ReadError) as refusal:
            read(tmp_path / name)
        assert refusal.value.key == "unreadable"
        assert refusal.value.details["reason"]


def test_every_refusal_is_one_line_in_every_language_and_names_the_file(tmp_path: Path) -> None:
    known = set(Texts("en")._texts)
    keys = {key for _, key in REFUSED.values()} | {"missing", "folder", "not_a_file", "forbidden", "too_deep"}
    for lang in languages():
        texts = Texts(lang)
        for key in keys:
            sentence = texts(f"reading.{key}", path="某报告.md")
            assert "某报告.md" in sentence
            assert "\n" not in sentence
        for name in Limits.__dataclass_fields__:
            assert f"reading.limit.{name}" in known
            error = Limits().refusal(name, Path("某报告.md"), "表 1")
            sentence = texts(f"reading.{error.key}", path=error.path, **error.details)
            assert "某报告.md" in sentence
            assert f"GOUJI_LIMIT_{name.upper()}" in sentence
            assert "{" not in sentence


@pytest.mark.parametrize(
    ("name", "text", "format"),
    [
        ("report", "| 收入 | 1 |\n|---|---|\n| 支出 | 2 |\n", "markdown"),
        ("report.txt", "一、收入 10 万元\n", "text"),
        ("report.txt", "<html><body><p>收入 10 万元</p></body></html>", "html"),
        ("report.xls", "<html><body><table><tr><td>收入</td><td>1</td></tr></table></body></html>", "html"),
        ("report", "<div><p>收入 10 万元</p></div>", "html"),
        ("report.md", "<table><tr><td>收入</td><td>1</td></tr></table>\n\n## 支出 2\n", "markdown"),
        ("report.pdf", "一、收入 10 万元，没有任何 PDF\n", "text"),
    ],
)
def test_text_gets_the_reader_of_what_it_holds(tmp_path: Path, name: str, text: str, format: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert read(path).format == format


def test_no_library_is_loaded_before_a_file_needs_it(tmp_path: Path) -> None:
    path = tmp_path / "report.md"
    path.write_text("收入 10 万元\n", encoding="utf-8")
    code = (
        "import sys; from checks.reading import read; read(sys.argv[1]);"
        "print([name for name in ('lxml', 'xlrd', 'pypdfium2', 'polars') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_several_files_are_one_report_and_every_place_names_its_file(tmp_path: Path) -> None:
    (tmp_path / "文字.md").write_text("收入 10 万元\n", encoding="utf-8")
    (tmp_path / "封面.md").write_text("部门决算\n", encoding="utf-8")
    (tmp_path / "表格.html").write_text(
        "<table><tr><td colspan=2>收入</td></tr><tr><td>a</td><td>1</td></tr></table>", encoding="utf-8"
    )
    document = read_as_one([tmp_path / name for name in ("封面.md", "文字.md", "表格.html")])
    assert [block.place.short() for block in document.blocks] == ["封面.md:L1", "文字.md:L1", "表格.html:L1"]
    (grid,) = document.grids()
    assert grid.rows[0][0] is grid.rows[0][1]
    assert grid.rows[1][1].place.as_json() == {"file": "表格.html", "line": 1, "cell": "B2"}
    assert document.path == tmp_path / "封面.md"
    assert document.sha256 != read_as_one([tmp_path / "文字.md", tmp_path / "表格.html"]).sha256


def test_files_of_one_name_are_told_apart_by_their_folder(tmp_path: Path) -> None:
    for folder in ("本级", "下属"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "决算.md").write_text("收入 10 万元\n", encoding="utf-8")
    document = read_as_one([tmp_path / "本级" / "决算.md", tmp_path / "下属" / "决算.md"])
    assert [block.place.file for block in document.blocks] == ["本级/决算.md", "下属/决算.md"]


def test_several_files_without_a_report_are_refused(tmp_path: Path) -> None:
    (tmp_path / "封面.md").write_text("部门决算\n", encoding="utf-8")
    with pytest.raises(ReadError) as refusal:
        read_as_one([tmp_path / "封面.md"])
    assert refusal.value.key == "no_report"


def test_progress_is_told_and_whatever_it_raises_ends_the_reading(tmp_path: Path) -> None:
    path = tmp_path / "long.md"
    path.write_text("收入 10 万元\n" * 9_000, encoding="utf-8")
    calls: list[tuple[int, int]] = []
    read(path, progress=lambda done, total: calls.append((done, total)))
    assert calls == sorted(calls)
    assert calls[-1][0] <= calls[-1][1] == 9_001

    def stop(done: int, total: int, /) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read(path, progress=stop)


