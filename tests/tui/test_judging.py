"""What the reviewer says is kept at once, and can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest
import tomli
from textual.events import AppFocus

from checks import annotations
from tests.tui import fake
from tests.tui.conftest import Opened
from tests.tui.picture import screen_text


def kept(folder: Path) -> dict[str, dict[str, object]]:
    text = (folder / "report.md.review.toml").read_text(encoding="utf-8")
    found = tomli.loads(text).get("finding", {})
    assert isinstance(found, dict)
    return found


@pytest.mark.parametrize(
    ("key", "status"), [("c", "confirmed"), ("d", "dismissed"), ("a", "query"), ("x", "fixed")]
)
async def test_one_key_judges_and_the_next_open_finding_comes(
    opened: Opened, tmp_path: Path, key: str, status: str
) -> None:
    async with opened() as (pilot, screen):
        await pilot.press(key)
        assert kept(tmp_path)[fake.BROKEN.id]["status"] == status
        assert screen.journey is not None and screen.journey.finding is fake.MISSING
        await pilot.pause()
        assert "已判断 1/2" in screen_text(pilot.app)


async def test_judgements_are_there_at_the_next_start(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("c")
    async with opened() as (pilot, screen):
        assert screen.journey is not None and screen.journey.finding is fake.MISSING
        await pilot.press("left_square_bracket")
        await pilot.pause()
        assert "属实  李审" in screen_text(pilot.app)


async def test_the_last_judgement_says_that_all_are_judged(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("c", "c", "c")
        await pilot.pause()
        assert "全部问题都已判断" in screen_text(pilot.app)
        await pilot.press("question_mark", "escape")
        await pilot.pause()
        assert "全部问题都已判断" not in screen_text(pilot.app)


async def test_undo_goes_back_to_the_finding_and_redo_judges_it_again(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("c", "u")
        assert fake.BROKEN.id not in kept(tmp_path)
        assert screen.journey is not None and screen.journey.finding is fake.BROKEN
        await pilot.press("ctrl+r")
        assert kept(tmp_path)[fake.BROKEN.id]["status"] == "confirmed"
        await pilot.press("u", "u")
        await pilot.pause()
        assert "没有可以撤销的判断" in screen_text(pilot.app)


async def test_a_note_of_two_lines(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, _):
        await pilot.press("e", *"abc", "enter", *"[/b]", "ctrl+s")
        await pilot.pause()
        assert kept(tmp_path)[fake.BROKEN.id]["note"] == "abc\n[/b]"
        assert "[/b]" in screen_text(pilot.app)


async def test_a_note_that_is_left_is_not_kept(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, _):
        await pilot.press("e", *"abc", "escape")
        assert not (tmp_path / "report.md.review.toml").exists()


async def test_a_note_on_the_figure_under_the_cursor(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, _):
        await pilot.press("enter", "E", *"why", "ctrl+s")
        await pilot.pause()
        text = (tmp_path / "report.md.review.toml").read_text(encoding="utf-8")
        assert tomli.loads(text)["figure"]["T5/2210201/合计"]["note"] == "why"
        assert "数字的批注： why" in screen_text(pilot.app)


def refuse(path: Path, change: object) -> str:
    """Stands in for `rewrite` where no folder can be written."""
    raise PermissionError(13, "Permission denied")


async def test_where_nothing_can_be_written_the_judgement_stays_and_the_reason_is_said(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (pilot, screen):
        with monkeypatch.context() as patched:
            patched.setattr(annotations, "rewrite", refuse)
            await pilot.press("c")
            await pilot.pause()
            assert "还没有存到磁盘" in screen_text(pilot.app)
            assert screen.review.status(fake.BROKEN.id) == "confirmed"
            await pilot.press("question_mark", "escape")
            await pilot.pause()
            assert "1 条判断未存盘" in screen_text(pilot.app)
        await pilot.press("d")
        assert {id: entry["status"] for id, entry in kept(tmp_path).items()} == {
            fake.BROKEN.id: "confirmed",
            fake.MISSING.id: "dismissed",
        }


async def test_quitting_asks_while_a_judgement_is_in_memory_only(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened() as (pilot, screen):
        with monkeypatch.context() as patched:
            patched.setattr(annotations, "rewrite", refuse)
            await pilot.press("c", "q")
            await pilot.pause()
            assert "有 1 条判断没有存到磁盘" in screen_text(pilot.app)
            await pilot.press("enter")  # try again: asked again
            await pilot.pause()
            await pilot.press("escape")
            assert pilot.app.screen is screen and pilot.app.is_running
        await pilot.press("q")
        await pilot.pause()
        assert not pilot.app.is_running
        assert kept(tmp_path)[fake.BROKEN.id]["status"] == "confirmed"


async def test_a_judgement_kept_elsewhere_says_where(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "report.md.review.toml").write_text("mine = 1", encoding="utf-8")
    async with opened() as (pilot, _):
        await pilot.press("c")
        await pilot.pause()
        assert "不是勾稽的批注文件" in screen_text(pilot.app)
    assert (tmp_path / "report.md.review.toml").read_text(encoding="utf-8") == "mine = 1"
    assert "confirmed" in (tmp_path / "report.md.review-2.toml").read_text(encoding="utf-8")


async def test_copy_puts_the_whole_finding_on_the_clipboard(opened: Opened) -> None:
    async with opened() as (pilot, _):
        await pilot.press("y")
        assert "81.11万元" in pilot.app.clipboard and "81.12" in pilot.app.clipboard
        assert pilot.app.clipboard.startswith("✗ N107")


async def test_what_others_write_beside_the_report_is_seen_when_the_window_has_the_focus_again(
    opened: Opened, tmp_path: Path
) -> None:
    async with opened() as (pilot, _):
        await pilot.press("c")
        path = tmp_path / "report.md.review.toml"
        text = path.read_text(encoding="utf-8")
        path.write_text(text + f'\n[finding.{fake.MISSING.id}]\nstatus = "dismissed"\n', encoding="utf-8")
        pilot.app.post_message(AppFocus())
        await pilot.pause()
        await pilot.pause()
        assert "已判断 2/2" in screen_text(pilot.app)


async def test_what_others_write_beside_the_report_is_seen_without_a_key(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tui.screens.desk._OTHERS", 0.02)
    path = tmp_path / "report.md.review.toml"
    async with opened() as (pilot, screen):
        await pilot.press("c")
        ours = path.read_text(encoding="utf-8")
        path.write_text(ours + f'\n[finding.{fake.MISSING.id}]\nstatus = "dismissed"\n', encoding="utf-8")
        await pilot.pause(0.1)
        assert "已判断 2/2" in screen_text(pilot.app)
        theirs = path.read_text(encoding="utf-8")
        path.write_text(theirs + "\n[finding.", encoding="utf-8")
        await pilot.pause(0.1)
        shown = screen_text(pilot.app)
        assert "不是合法的 TOML" in shown and "已判断 2/2" in shown
        path.write_text(theirs.replace('"dismissed"', '"query"'), encoding="utf-8")
        await pilot.pause(0.1)
        assert screen.review.status(fake.BROKEN.id) == "confirmed"
        assert screen.review.status(fake.MISSING.id) == "query"


async def test_judgements_on_findings_that_are_gone_are_listed(opened: Opened, tmp_path: Path) -> None:
    gone = 'schema = 1\n[finding.dddddddddddd]\nstatus = "confirmed"\nrule = "N101"\nmessage = "旧问题"\n'
    (tmp_path / "report.md.review.toml").write_text(gone, encoding="utf-8")
    async with opened() as (pilot, _):
        assert "判断过的问题有 1 个在报告中已没有，判断仍保留（按 v 查看）。" in screen_text(pilot.app)
        await pilot.press("v")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "判断过而报告中已没有的问题：1 个" in shown and "N101 旧问题" in shown


async def test_on_a_figure_that_no_finding_is_about_nothing_is_judged(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("left")  # from 81.11 to 103.54, whose sum has a tail, then to 184.66, which ties
        await pilot.press("left")
        await pilot.pause()
        assert "光标处没有问题" in screen_text(pilot.app) and "N105" in screen_text(pilot.app)
        await pilot.press("c")
        await pilot.pause()
        assert "光标处没有问题；按 ] 到下一个问题" in screen_text(pilot.app)
        assert not (tmp_path / "report.md.review.toml").exists()
        await pilot.press("right_square_bracket")
        assert screen.journey is not None and screen.journey.finding is fake.MISSING


async def test_judging_what_a_search_led_to_goes_back_to_the_walk(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("slash", *"0.79", "enter", "c")
        assert screen.review.status(fake.TAILED.id) == "confirmed"
        assert screen.journey is not None and screen.journey.finding is fake.BROKEN


async def test_what_was_judged_is_said_and_a_note_names_its_finding(opened: Opened) -> None:
    async with opened(size=(80, 24)) as (pilot, _):
        await pilot.press("c")
        await pilot.pause()
        assert "已判断：属实（N107 L11）" in screen_text(pilot.app)
        await pilot.press("u", "e")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "批注：" in shown and "N107 L11" in shown and "81.12万元" in shown


async def test_when_only_tails_are_left_that_is_said(opened: Opened) -> None:
    async with opened() as (pilot, screen):
        await pilot.press("c", "c")
        await pilot.pause()
        shown = screen_text(pilot.app)
        assert "余下只是尾差，不必判断" in shown and "已判断 2/2" in shown
        assert screen.journey is not None and screen.journey.finding is fake.TAILED


async def test_quitting_while_a_note_is_written_keeps_it(opened: Opened, tmp_path: Path) -> None:
    async with opened() as (pilot, _):
        await pilot.press("e", *"abc", "ctrl+c")
        await pilot.pause()
        await pilot.pause()
        assert not pilot.app.is_running
    assert kept(tmp_path)[fake.BROKEN.id]["note"] == "abc"
