"""The help of the command line, made from the table of commands, as lines that fit a width in cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from checks.output.wrapping import padded, wrap
from checks.texts import Texts
from tui.commands import COMMANDS, COMMON, Command, Option


def program_help(texts: Texts, width: int) -> Iterator[str]:
    """What the program is for, its commands, what its exit codes mean."""
    yield from wrap(texts("cli.about.program"), width)
    yield from ("", texts("cli.heading.usage"))
    yield from _two_columns([(usage(c), texts(f"cli.about.{c.name or 'review'}")) for c in COMMANDS], width)
    yield from ("", texts("cli.heading.options"))
    yield from _options(texts, (*COMMANDS[0].options, *COMMON), width)
    yield from ("", texts("cli.heading.exit"))
    yield from _two_columns([(str(code), texts(f"cli.exit.{code}")) for code in range(4)], width)
    yield ""
    yield from wrap(texts("cli.about.more"), width)


def command_help(texts: Texts, command: Command, width: int) -> Iterator[str]:
    """One command: what it does, its options, examples."""
    yield usage(command)
    yield from wrap(texts(f"cli.about.{command.name}"), width)
    yield from ("", texts("cli.heading.options"))
    yield from _options(texts, (*command.options, COMMON[0]), width)
    yield from ("", texts("cli.heading.examples"))
    yield from (f"  {line}" for line in texts(f"cli.example.{command.name}").splitlines())


def usage(command: Command) -> str:
    return f"{command.words} {command.operands}"


def _options(texts: Texts, options: Sequence[Option], width: int) -> Iterator[str]:
    rows = []
    for option in options:
        meaning = texts(f"cli.option.{option.name}")
        if option.choices:
            meaning += texts("cli.choices", known=", ".join(option.choices))
        short = f"-{option.short}, " if option.short else "    "
        rows.append((f"{short}--{option.name} {option.value}".rstrip(), meaning))
    return _two_columns(rows, width)


def _two_columns(rows: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Names on the left, their meaning on the right; on a narrow terminal the meaning stands below."""
    left = max(len(name) for name, _ in rows) + 4
    below = width - left < 24
    for name, meaning in rows:
        first, *further = wrap(meaning, width - (6 if below else left))
        if below:
            yield f"  {name}"
            yield f"      {first}"
        else:
            yield f"  {padded(name, left - 2)}{first}"
        yield from (f"{' ' * (6 if below else left)}{line}" for line in further)
