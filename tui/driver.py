"""Textual's driver for Linux and macOS, that waits for keys instead of polling: ESC alone is known as soon
as its delay is over, and quitting does not wait at all. It also asks the terminal for its background colour.
"""

from __future__ import annotations

import os
import re
import selectors
import threading
from codecs import getincrementaldecoder
from typing import TYPE_CHECKING, Any

from textual import constants
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

if TYPE_CHECKING:
    from textual.app import App

_ASK_BACKGROUND = "\x1b]11;?\x1b\\"
_BACKGROUND = re.compile(r"\x1b\]11;rgb:([0-9a-fA-F]+)/([0-9a-fA-F]+)/([0-9a-fA-F]+)(?:\x07|\x1b\\)")
_UNFINISHED = re.compile(r"\x1b\]1[^\x07\x1b]{0,40}\x1b?$")


class TerminalBackground(Message):
    """What the terminal's background is."""

    def __init__(self, light: bool) -> None:
        super().__init__()
        self.light = light


class _Bell(threading.Event):
    """An Event that also wakes whoever selects on `ear`."""

    def __init__(self) -> None:
        super().__init__()
        self.ear, self._mouth = os.pipe()

    def set(self) -> None:
        super().set()
        os.write(self._mouth, b"!")


class QuickDriver(LinuxDriver):
    def __init__(self, app: App[Any], **how: Any) -> None:
        super().__init__(app, **how)
        self.exit_event: _Bell = _Bell()
        self._held = ""

    def start_application_mode(self) -> None:
        super().start_application_mode()  # type: ignore[no-untyped-call]
        if self.input_tty and os.environ.get("TERM") not in {"linux", "dumb"}:
            self.write(_ASK_BACKGROUND)
            self.flush()

    def run_input_thread(self) -> None:
        """Read keys until the driver is told to stop, which wakes this thread at once."""
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")(errors="replace").decode
        bell = self.exit_event
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(bell.ear, selectors.EVENT_READ)
            patience: float | None = None
            while not bell.is_set():
                ready = {key.fd for key, _ in selector.select(patience)}
                if self.fileno in ready:
                    read = os.read(self.fileno, 4096)
                    if not read:  # the terminal is gone
                        self._app.call_later(self._app.exit)
                        break
                    if text := self._without_answers(decode(read)):
                        for event in parser.feed(text):
                            self.process_message(event)
                for event in parser.tick():
                    self.process_message(event)
                patience = constants.ESCAPE_DELAY if ready else None
            if bell.is_set():
                os.read(bell.ear, 16)

    def _without_answers(self, text: str) -> str:
        """What was typed; the terminal's answer about its background is taken out, also when it comes in
        pieces, since it would be read as keys."""
        text = self._held + text
        self._held = ""
        if "\x1b]" not in text:
            return text
        for found in _BACKGROUND.finditer(text):
            red, green, blue = (int(part[:2], 16) for part in found.groups())
            self.process_message(TerminalBackground(light=(red * 3 + green * 6 + blue) / 10 > 127))
        text = _BACKGROUND.sub("", text)
        if (cut := _UNFINISHED.search(text)) is not None:
            self._held, text = text[cut.start() :], text[: cut.start()]
        return text
