"""The encodings Chinese offices save: told apart by the bytes, whatever the file declares."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import read
from checks.reading.encoding import decode
from tests.reading.shown import remarks, shown

SENTENCE = "2023年度本年收入合计5271.57万元，其中：一般公共预算财政拨款收入5250.40万元。"
TRADITIONAL = "本年度財政撥款收入合計5271.57萬元，其中一般公共預算財政撥款5250.40萬元。"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "gbk"]
)
def test_a_text_reads_the_same_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "report.txt"
    path.write_bytes(f"{SENTENCE}\n".encode(encoding))
    assert shown(read(path)) == [SENTENCE]


def test_big5_is_told_from_gb18030_by_its_words() -> None:
    assert decode(TRADITIONAL.encode("big5")) == (TRADITIONAL, 0)
    assert decode(SENTENCE.encode("gbk")) == (SENTENCE, 0)


def test_a_declaration_that_the_bytes_contradict_is_not_believed() -> None:
    assert decode(SENTENCE.encode("utf-8"), "gb2312") == (SENTENCE, 0)
    assert decode(SENTENCE.encode("gb18030"), "utf-8") == (SENTENCE, 0)
    assert decode(SENTENCE.encode("gb18030"), "iso-8859-1") == (SENTENCE, 0)


def test_a_byte_lost_in_utf8_is_remarked_and_the_rest_read(tmp_path: Path) -> None:
    data = bytearray(f"第一行\n{SENTENCE}\n".encode() * 20)
    del data[25]
    path = tmp_path / "report.txt"
    path.write_bytes(data)
    document = read(path)
    assert sum(SENTENCE in str(block) for block in shown(document)) == 19
    assert remarks(document) == {"undecodable": {"count": "1"}}
    assert document.remarks[0].place.line == 2


def test_what_is_no_text_is_not_decoded() -> None:
    assert decode(bytes(range(256)) * 8) is None
    assert decode(bytes(reversed(range(1, 256))) * 8) is None
