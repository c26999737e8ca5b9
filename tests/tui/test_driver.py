"""What the terminal answers is not what the reviewer types."""

from __future__ import annotations

import pytest

from tui.driver import QuickDriver, TerminalBackground


@pytest.fixture
def driver(monkeypatch: pytest.MonkeyPatch) -> tuple[QuickDriver, list[object]]:
    made = QuickDriver.__new__(QuickDriver)
    made._held = ""
    said: list[object] = []
    monkeypatch.setattr(QuickDriver, "process_message", lambda self, message: said.append(message))
    return made, said


@pytest.mark.parametrize(
    ("answer", "light"),
    [
        ("\x1b]11;rgb:ffff/ffff/ffff\x1b\\", True),
        ("\x1b]11;rgb:1010/1010/1010\x07", False),
        ("\x1b]11;rgb:fd/f6/e3\x07", True),
    ],
)
def test_the_background_is_heard_and_taken_out(
    driver: tuple[QuickDriver, list[object]], answer: str, light: bool
) -> None:
    made, said = driver
    assert made._without_answers(f"a{answer}b") == "ab"
    assert [message.light for message in said if isinstance(message, TerminalBackground)] == [light]


def test_an_answer_in_pieces_is_no_key(driver: tuple[QuickDriver, list[object]]) -> None:
    made, said = driver
    typed = [made._without_answers(piece) for piece in ("x\x1b]11;rgb:ff", "ff/ffff/ffff\x1b", "\\y")]
    assert "".join(typed) == "xy"
    assert len(said) == 1


def test_other_keys_pass(driver: tuple[QuickDriver, list[object]]) -> None:
    made, _ = driver
    assert made._without_answers("\x1b[A\x1b") == "\x1b[A\x1b"
