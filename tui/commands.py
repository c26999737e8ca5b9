"""The command line as data, and words → what was asked.

Each option and command stands once, in `COMMANDS`: the parser, `--help` in every language and the README's
list are made from it. (argparse speaks English only in its errors, and wraps Chinese as one long word.)

Texts: `cli.about.<command>`, `cli.option.<option>`, `cli.example.<command>`, `cli.usage.<error>`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Option:
    """`--name VALUE`, or a switch when value is "". many: may be given again, and take several values
    with commas between them. choices: what VALUE may be."""

    name: str
    value: str = ""
    short: str = ""
    many: bool = False
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Command:
    """name: "" for the review, which needs no word. operands: how they are shown; least: how many."""

    name: str
    operands: str
    least: int
    options: tuple[Option, ...]

    @property
    def words(self) -> str:
        """What calls it: `gouji check`."""
        return f"gouji {self.name}".rstrip()


LANG = Option("lang", "LANG")
RULES = Option("rules", "FILE", many=True)
AS_ONE = Option("as-one")
OUT = Option("out", "PATH")
SELECT = Option("select", "RULE", many=True)
IGNORE = Option("ignore", "RULE", many=True)
COMMON = (Option("help", short="h"), Option("version", short="V"))

COMMANDS = (
    Command("", "REPORT...", 1, (AS_ONE, Option("reviewer", "NAME"), RULES, LANG)),
    Command(
        "check",
        "PATH...",
        1,
        (
            Option("format", "FORMAT", choices=("text", "json", "html")),
            OUT,
            Option("severity", "LEVEL", choices=("error", "warning", "note")),
            Option("all", short="a"),
            AS_ONE,
            RULES,
            SELECT,
            IGNORE,
            LANG,
        ),
    ),
    Command(
        "tables",
        "REPORT...",
        1,
        (
            Option("format", "FORMAT", choices=("text", "json", "csv", "xlsx", "parquet")),
            OUT,
            AS_ONE,
            LANG,
        ),
    ),
    Command("explain", "[RULE...]", 0, (RULES, LANG)),
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person asked for."""

    command: Command
    operands: tuple[str, ...] = ()
    values: dict[str, list[str]] = field(default_factory=dict)

    def on(self, name: str) -> bool:
        return name in self.values

    def one(self, name: str) -> str | None:
        """The value of an option, the last one when it was given again."""
        return self.values[name][-1] if name in self.values else None

    def many(self, name: str) -> tuple[str, ...]:
        return tuple(part for value in self.values.get(name, ()) for part in value.split(",") if part)


class UsageError(Exception):
    """Words that ask for nothing: `cli.usage.<key>` is the sentence."""

    def __init__(self, key: str, command: Command, **details: str) -> None:
        super().__init__(f"{key} {details}")
        self.key = key
        self.command = command
        self.details = details


def command_named(name: str) -> Command:
    return next(command for command in COMMANDS if command.name == name)


def language(words: Sequence[str]) -> str | None:
    """The language that a command line asks for, whatever else is wrong with it."""
    for word, after in zip_longest(words, words[1:]):
        name, equals, value = word.partition("=")
        if name == f"--{LANG.name}":
            return value if equals else after
    return None


def parse(words: Sequence[str]) -> Asked:
    """What the words of a command line ask for. Raises UsageError.

    The first word that is neither option nor value may name a command; otherwise it is a report to review.
    Options stand anywhere; after `--` every word is an operand.
    """
    command, operands, values = COMMANDS[0], list[str](), dict[str, list[str]]()
    named = False
    rest = list(words)
    while rest:
        word = rest.pop(0)
        if word == "--":
            operands += rest
            break
        if word.startswith("-") and word != "-":
            name, equals, value = word.lstrip("-").partition("=")
            option = _option(word.partition("=")[0], command)
            if option.value and not equals:
                if not rest:
                    raise UsageError("no_value", command, option=word, value=option.value)
                value = rest.pop(0)
            if equals and not option.value:
                raise UsageError("needless_value", command, option=f"--{name}")
            if option.choices and value not in option.choices:
                known = ", ".join(option.choices)
                raise UsageError("no_choice", command, option=f"--{option.name}", value=value, known=known)
            values.setdefault(option.name, []).append(value)
        elif not operands and not named and any(word == known.name for known in COMMANDS):
            command, named = command_named(word), True
        else:
            operands.append(word)
    return _complete(Asked(command, tuple(operands), values))


def _command_meant(asked: Asked) -> str:
    """The command that the first word nearly is, where no file has that name."""
    if asked.command.name or not asked.operands or not asked.operands[0].isalpha():
        return ""
    from difflib import get_close_matches

    word, names = asked.operands[0], [command.name for command in COMMANDS if command.name]
    near = get_close_matches(word.lower(), names, 1)
    return near[0] if near and not Path(word).exists() else ""


def _option(word: str, command: Command) -> Option:
    """The option of that name, of this command or of any other: whether the command has it is asked at
    the end, since `gouji --lang zh check …` names its command later."""
    every = dict.fromkeys(o for c in (command, *COMMANDS) for o in (*c.options, *COMMON))
    for option in every:
        if word == f"--{option.name}" or (option.short and word == f"-{option.short}"):
            return option
    from difflib import get_close_matches

    near = get_close_matches(word, [f"--{option.name}" for option in every], 1)
    if near:
        raise UsageError("no_option_but", command, option=word, near=near[0])
    raise UsageError("no_option", command, option=word)


def _complete(asked: Asked) -> Asked:
    command = asked.command
    if near := _command_meant(asked):
        raise UsageError("no_command", command, word=asked.operands[0], near=near)
    if asked.on("help") or asked.on("version"):
        return asked
    for name in asked.values:
        if name not in {option.name for option in command.options}:
            raise UsageError("not_here", command, option=f"--{name}", words=command.words)
    if len(asked.operands) < command.least:
        raise UsageError("no_operand", command, operands=command.operands, words=command.words)
    return asked
