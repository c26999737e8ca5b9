"""The parts of both READMEs that tables of the program say better: `python -m tests.readme` renews them,
`python -m tests.readme pictures` the pictures of the screen too.

Each part stands between `<!-- name: … -->` and `<!-- end -->`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from checks.annotations import Annotations
from checks.door import audit
from checks.output.text import audit_lines
from checks.review import Review
from checks.texts import Texts
from tests.conftest import ROOT
from tui.actions import key_table
from tui.commands import COMMANDS, COMMON, Option
from tui.manual import usage

READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh.md"}
_PART = re.compile(r"(<!-- ([a-z ]+): made by .*? -->\n)(.*?)(<!-- end -->)", re.DOTALL)


def commands(texts: Texts) -> str:
    lines = []
    for command in COMMANDS:
        lines += [f"**`{usage(command)}`**: {texts('cli.about.' + (command.name or 'review'))}", ""]
        lines += [f"- {_option(option, texts)}" for option in command.options]
        lines += [""]
    every = "; ".join(_option(option, texts) for option in COMMON)
    return "\n".join([*lines, every, ""])


def _option(option: Option, texts: Texts) -> str:
    meaning = texts(f"cli.option.{option.name}")
    known = texts("cli.choices", known=", ".join(option.choices)) if option.choices else ""
    return f"`--{option.name} {option.value}".rstrip() + f"`: {meaning}{known}"


def exit_codes(texts: Texts) -> str:
    return "".join(f"- {code}: {texts(f'cli.exit.{code}')}\n" for code in range(4))


def keys(texts: Texts) -> str:
    lines, last = [f"| {texts('cli.heading.keys')} | |", "|---|---|"], ""
    for group, pressed, does in dict.fromkeys(key_table(texts)):
        if group != last:
            lines.append(f"| **{group}** | |")
            last = group
        lines.append(f"| {' '.join(f'`{key}`' for key in pressed.split())} | {does} |")
    return "\n".join([*lines, ""])


def example(texts: Texts) -> str:
    """The report's own example, as `gouji check` shows it."""
    audited = audit(ROOT / "sample_reports" / "qingyu-2019.md")
    finding = next(f for f in audited.findings if (f.stated, f.expected) == ("81.11", "81.12"))
    with TemporaryDirectory() as folder:
        review = Review(replace(audited, findings=[finding]), Annotations(Path(folder) / "report"), texts)
        lines = [line.plain for line in audit_lines(review, 100)][3:]
    return "\n".join(["```text", *lines[: lines.index("")], "```", ""])


PARTS: Mapping[str, Callable[[Texts], str]] = {
    "commands": commands,
    "exit codes": exit_codes,
    "example": example,
    "keys": keys,
}


def renewed(path: Path, lang: str) -> str:
    """The text of a README with every part made anew."""
    texts = Texts(lang)
    return _PART.sub(
        lambda part: f"{part[1]}{PARTS[part[2]](texts)}{part[4]}", path.read_text(encoding="utf-8")
    )


def take_pictures() -> None:
    """The first finding of the sample report on the real screen, in each language."""
    from tests.tui.picture import main

    for lang in READMES:
        picture = ROOT / "docs" / f"review.{lang}.svg"
        main([str(ROOT / "sample_reports" / "qingyu-2019.md"), str(picture), "--lang", lang, "--keys", "]"])


if __name__ == "__main__":
    for lang, path in READMES.items():
        path.write_text(renewed(path, lang), encoding="utf-8")
    if "pictures" in sys.argv[1:]:
        take_pictures()
