"""PDFs that cannot be read, or not wholly: one clear reason each, or a remark."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path
from random import Random

import pytest

from checks.reading import Limits, ReadError, read
from checks.reading.pdf import read_pdf
from checks.texts import Texts
from tests.reading import tiny_pdf
from tests.reading.shown import remarks
from tests.reading.tiny_pdf import Page, pdf_bytes, write

SENTENCE = "本年支出合计12.34万元，其中：基本支出10.00万元。"


def page_of_text(lines: int = 20) -> Page:
    page = Page()
    for i in range(lines):
        page.text(60, 80 + 18 * i, SENTENCE)
    return page


def refusal(data: bytes, limits: Limits | None = None) -> ReadError:
    with pytest.raises(ReadError) as caught:
        read_pdf(Path("report.pdf"), data, limits=limits or Limits(), progress=lambda done, total: None)
    return caught.value


def key_of(data: bytes, limits: Limits | None = None) -> str:
    error = refusal(data, limits)
    for language in ("zh", "en"):
        sentence = Texts(language)(f"reading.{error.key}", path=error.path, **error.details)
        assert sentence.startswith("report.pdf") and "\n" not in sentence and "{" not in sentence
    return error.key


def test_a_file_without_text_is_a_scan() -> None:
    error = refusal(pdf_bytes(Page(), Page()))
    assert (error.key, error.details) == ("pdf.scan", {"pages": 2})
    assert key_of(pdf_bytes(Page())) == "pdf.scan"


def test_a_file_with_a_password_is_encrypted() -> None:
    locked = b"/Encrypt << /Filter /Standard /V 1 /R 2 /Length 40 /P -4 /O <%b> /U <%b> >> /ID [<00><00>]"
    trailer = b"/Root 1 0 R " + locked % (b"41" * 32, b"42" * 32)
    assert key_of(pdf_bytes(page_of_text()).replace(b"/Root 1 0 R", trailer)) == "encrypted"


@pytest.mark.parametrize("kept", [9, 300, 900])
def test_a_file_cut_off_is_damaged(kept: int) -> None:
    assert key_of(pdf_bytes(page_of_text())[:kept]) == "damaged"


def test_a_file_of_rubbish_is_damaged() -> None:
    assert key_of(b"%PDF-1.7\n" + bytes(range(256)) * 8) == "damaged"


def test_a_page_tree_that_bites_its_tail_names_the_page() -> None:
    data = pdf_bytes(page_of_text())
    error = refusal(data.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]"))
    assert (error.key, error.details) == ("pdf.page", {"page": 1})
    assert key_of(data.replace(b"/Kids [5 0 R]", b"/Kids [2 0 R]")) == "pdf.page"


@pytest.mark.parametrize(
    ("encoding", "collection"),
    [(b"/Identity-H", b"/Ordering (Identity)"), (b"/Identity-H", b"/Ordering (GB1)")],
)
def test_fonts_that_do_not_say_what_they_print_are_refused(
    encoding: bytes, collection: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    font = tiny_pdf._FONT.replace(b"/UniGB-UCS2-H", encoding).replace(b"/Ordering (GB1)", collection)
    monkeypatch.setattr(tiny_pdf, "_FONT", font)
    assert key_of(pdf_bytes(page_of_text())) == "pdf.unmapped"


def test_a_page_with_some_such_text_is_remarked(tmp_path: Path) -> None:
    page = page_of_text(10)
    page.text(60, 700, "\ue001\ue002\ue003\ue004\ue005\ue006")
    document = read(write(tmp_path / "report.pdf", page))
    assert remarks(document) == {"pdf.unmapped": {"count": "6"}}


def test_limits() -> None:
    pages = [page_of_text(1) for _ in range(3)]
    assert key_of(pdf_bytes(*pages), Limits(pages=2)) == "limit.pages"
    assert key_of(pdf_bytes(*pages), Limits(characters=70)) == "limit.characters"
    table = Page()
    table.ruled([60, 160, 260], [100, 120, 140])
    table.cells([60, 160], 114, ["合计", "1.00"])
    assert key_of(pdf_bytes(table), Limits(cells=3)) == "limit.cells"
    assert key_of(pdf_bytes(table, table), Limits(all_cells=7)) == "limit.all_cells"


@pytest.mark.parametrize("packed", [1, 2])
def test_a_page_packed_beyond_reason_is_a_bomb(packed: int) -> None:
    page = page_of_text(1)
    page.content.extend(["0 0 m 9 0 l S"] * 800_000)  # eleven megabytes
    error = refusal(pdf_bytes(page, packed=packed))
    assert (error.key, error.details["where"]) == ("limit.expansion", "4 0 obj")


def test_pages_that_unpack_to_too_much_together_are_refused() -> None:
    page = page_of_text(1)
    page.content.extend(f"{i} {i * i % 997} m 9 0 l S" for i in range(10_000))
    data = pdf_bytes(page, page, packed=1)
    assert key_of(data, Limits(unpacked_bytes=300_000)) == "limit.unpacked_bytes"


def test_a_page_that_is_a_picture_is_remarked(tmp_path: Path) -> None:
    scanned = Page()
    scanned.picture(0, 0, 595, 842)
    scanned.text(290, 820, "2", 9)
    document = read(write(tmp_path / "report.pdf", page_of_text(), scanned))
    assert [(remark.key, remark.place.page) for remark in document.remarks] == [("pdf.picture", 2)]


def test_a_drawing_of_very_many_lines_is_no_table_and_no_trouble() -> None:
    page = page_of_text(3)
    for i in range(15_000):
        page.content.append(f"{i % 590} 0 m {i % 590} 300 l S 0 {i % 300} m 590 {i % 300} l S")
    document = read_pdf(
        Path("report.pdf"), pdf_bytes(page), limits=Limits(), progress=lambda done, total: None
    )
    assert not list(document.grids())
    assert document.blocks[0].place.page == 1


def test_progress_is_told_of_every_page_and_may_interrupt() -> None:
    told: list[tuple[int, int]] = []
    data = pdf_bytes(*(page_of_text(1) for _ in range(3)))
    read_pdf(
        Path("report.pdf"), data, limits=Limits(), progress=lambda done, total: told.append((done, total))
    )
    assert told == [(1, 3), (2, 3), (3, 3)]

    def stop(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        read_pdf(Path("report.pdf"), data, limits=Limits(), progress=stop)


def test_a_file_with_bytes_changed_anywhere_is_read_or_refused() -> None:
    page = page_of_text(3)
    page.ruled([60, 160, 260], [200, 220, 240])
    page.cells([60, 160], 214, ["合计", "1.00"])
    data, chance = pdf_bytes(page, page), Random(1)
    for _ in range(150):
        changed = bytearray(data)
        for _ in range(chance.choice((1, 5, 50))):
            changed[chance.randrange(9, len(changed))] = chance.randrange(256)
        with suppress(ReadError):
            read_pdf(Path("report.pdf"), bytes(changed), limits=Limits(), progress=lambda done, total: None)
