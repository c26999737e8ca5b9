"""What a reviewer can do, once: the key bindings, the footer, the help, the command palette and the key
table of the README are all made from this table.

Texts: `tui.action.<name>` says what an action does, `tui.foot.<name>` says it in a word or two for the
footer, `tui.group.<group>` heads its group in the help.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.binding import Binding, BindingType

from tui.keys import names

if TYPE_CHECKING:
    from checks.texts import Texts


@dataclass(frozen=True, slots=True)
class Action:
    """name: the method `action_<name>` of the thing that does it. keys: as a person names them, the first
    is the one shown. where: the class of things that do it. foot: its rank in the footer, 0 for none.
    beside: the action whose key stands in front of this one's in footer and help (`[` beside `]`)."""

    name: str
    keys: str
    where: str
    group: str
    foot: int = 0
    beside: str = ""


ACTIONS = (
    # where the reviewer goes
    Action("next_finding", "] ctrl+n", "review", "findings", 1, "previous_finding"),
    Action("previous_finding", "[", "review", "findings"),
    Action("next_open", "}", "review", "findings", 0, "previous_open"),
    Action("previous_open", "{", "review", "findings"),
    Action("next_break", "b", "review", "findings", 0, "previous_break"),
    Action("previous_break", "B", "review", "findings"),
    Action("findings", "f", "review", "findings", 10),
    # what the reviewer says
    Action("confirm", "c", "review", "judge", 2),
    Action("exclude", "d", "review", "judge", 3),
    Action("query", "a", "review", "judge", 4),
    Action("fixed", "x", "review", "judge", 5),
    Action("reopen", "o", "review", "judge"),
    Action("note", "e", "review", "judge", 6),
    Action("note_figure", "E", "review", "judge"),
    Action("undo", "u", "review", "judge", 11),
    Action("redo", "ctrl+r", "review", "judge"),
    # what belongs together
    Action("follow", "enter", "review", "check", 7),
    Action("back", "backspace ctrl+o", "review", "check", 8),
    Action("relations", "r", "review", "check", 9),
    Action("unfold", "space", "review", "check"),
    Action("copy", "y", "review", "check"),
    Action("explain", "i", "review", "check"),
    # looking
    Action("search", "/", "review", "look", 12),
    Action("search_next", "n", "review", "look", 0, "search_previous"),
    Action("search_previous", "N", "review", "look"),
    Action("coverage", "v", "review", "look"),
    Action("outline", "t", "review", "look"),
    Action("zoom", "z", "review", "look"),
    Action("next_pane", "tab", "review", "look", 0, "previous_pane"),
    Action("previous_pane", "shift+tab", "review", "look"),
    Action("first_pane", "1", "review", "look"),
    Action("second_pane", "2", "review", "look"),
    Action("third_pane", "3", "review", "look"),
    Action("leave", "escape", "review", "look"),
    # moving the cursor
    Action("down", "down j", "pane", "move", 0, "up"),
    Action("up", "up k", "pane", "move"),
    Action("right", "right l", "pane", "move", 0, "left"),
    Action("left", "left h", "pane", "move"),
    Action("page_down", "pagedown ctrl+f", "pane", "move", 0, "page_up"),
    Action("page_up", "pageup", "pane", "move"),
    Action("last", "G ctrl+end", "pane", "move", 0, "first"),
    Action("first", "g ctrl+home", "pane", "move"),
    Action("row_end", "end $", "pane", "move", 0, "row_start"),
    Action("row_start", "home 0", "pane", "move"),
    Action("choose", "enter", "list", "move", 1),
    # the lists
    Action("close", "escape q", "dialog", "list", 2),
    Action("severity", "s", "findings", "list", 3),
    Action("status", "o", "findings", "list", 4),
    Action("part", "p", "findings", "list", 5),
    Action("rule", "r", "findings", "list", 6),
    Action("words", "/", "findings", "list", 7),
    Action("sort", "S", "findings", "list", 8),
    Action("clear", "x", "findings", "list", 9),
    Action("save", "ctrl+s", "note", "list", 1),
    Action("cancel", "escape", "note", "list", 2),
    Action("cancel", "escape", "prompt", "list", 1),
    Action("cancel", "escape", "palette", "list", 1),
    Action("down", "down ctrl+n", "palette", "list"),
    Action("up", "up", "palette", "list"),
    # the program
    Action("help", "? f1", "app", "program", 90),
    Action("palette", ": ctrl+p", "app", "program"),
    Action("language", "L", "app", "program"),
    Action("theme", "T", "app", "program"),
    Action("quit", "q ctrl+c ctrl+q", "app", "program", 91),
)

ALWAYS = 90
"""From this rank on an action of the footer is named at its right end, whatever else has no room."""

GROUPS = tuple(dict.fromkeys(action.group for action in ACTIONS))
_EVERYWHERE = {"ctrl+c", "ctrl+q"}
"""Keys that nothing takes away, not even what is being written."""
_SHOWN = {
    # the arrows of U+2190 are two cells wide in many Chinese terminals
    "up": "Up",
    "down": "Down",
    "left": "Left",
    "right": "Right",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "enter": "Enter",
    "backspace": "Bksp",
    "escape": "Esc",
    "space": "Space",
    "tab": "Tab",
    "shift+tab": "Shift+Tab",
    "home": "Home",
    "end": "End",
    "f1": "F1",
}


def of(*places: str) -> Iterator[Action]:
    """The actions that these classes of things do."""
    return (action for action in ACTIONS if action.where in places)


def valid(places: Iterable[str]) -> list[Action]:
    """What can be done where these things are at hand, the nearest first: each takes its keys from those
    behind it."""
    found: list[Action] = []
    taken: set[str] = set()
    for place in places:
        here = [action for action in of(place) if action.keys.split()[0] not in taken]
        taken |= {key for action in here for key in action.keys.split()}
        found += here
    return found


def bindings(*places: str) -> list[BindingType]:
    """The bindings of a thing that does these actions."""
    return [
        Binding(names(key), action.name, show=False, priority=key in _EVERYWHERE)
        for action in of(*places)
        for key in action.keys.split()
    ]


def key_label(action: Action) -> str:
    """The key as people write it, with its sister's in front: `[ ]`, `Enter`, `Ctrl+S`."""
    sisters = [other for other in of(action.where) if other.name == action.beside]
    return " ".join(_shown(one.keys.split()[0]) for one in (*sisters, action))


def all_keys(action: Action) -> str:
    return " ".join(_shown(key) for key in action.keys.split())


def _shown(key: str) -> str:
    if key.startswith("ctrl+"):
        return "Ctrl+" + _SHOWN.get(key[5:], key[5:].upper())
    return _SHOWN.get(key, key)


def key_table(texts: Texts) -> list[tuple[str, str, str]]:
    """(group, keys, what they do) of every action: the table of the README and of the manual."""
    return [(texts(f"tui.group.{a.group}"), all_keys(a), texts(f"tui.action.{a.name}")) for a in ACTIONS]


def footer(places: Iterable[str]) -> list[Action]:
    """The actions that the footer names, the most wanted first."""
    return sorted((action for action in valid(places) if action.foot), key=lambda action: action.foot)
