"""Rule files → a Rulebook. Built-in rules and a user's own come through the same door.

Comes in: `checks/rules/*.toml` and the files a user names. Goes out: every Rule with its parsed formulas.
Before this module: `ready`; after it: `relate`.

A file is a list of `[[rule]]` with the keys of `KEYS`. A rule needs an id and a title, and in a user's
file a formula; the language of formulas is described in `checks.relations.formula`. Texts are given by
language (`title.zh`, `title.en`) or as one string for all. Whatever is wrong is refused with the file,
the line, and the place in the formula.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import tomli

from checks.relations.binding import ANY_TABLE
from checks.relations.formula import Cell, Comparison, FormulaError
from checks.relations.lookup import UNKNOWN
from checks.relations.ready import condition_of, formula_of
from checks.relations.relation import Tolerance
from checks.relations.rule import Rule
from checks.relations.vocabulary import check_words, forms, knows
from checks.system_errors import system_error

if TYPE_CHECKING:
    from checks.texts import Texts

BUILT_IN = Path(__file__).parent.parent / "rules"
SEVERITIES = ("error", "warning", "note")
_OF_FORMULAS = (Tolerance.SAME, Tolerance.SUM, Tolerance.AT_MOST, Tolerance.EXACT)
TEXTS = ("title", "explain", "message", "example")
KEYS: dict[str, type | tuple[type, ...]] = {
    "id": str,
    "severity": str,
    "tolerance": str,
    "basis": str,
    "formula": (str, list),
    "either": list,
    "if_present": bool,
    "tables": list,
    "covers": list,
    "years": dict,
    "when": str,
    "data": dict,
    **dict.fromkeys(TEXTS, (str, dict)),
}


class RuleError(Exception):
    """A rule file that is refused.

    `key` names the sentence in the text catalogues (`rules.<key>`), `details` fill its slots. rule: id
    of the rule, "" when the file itself is no TOML. formula, at: the formula and the offset in it.
    """

    def __init__(
        self,
        key: str,
        path: Path,
        line: int,
        *,
        rule: str = "",
        formula: str = "",
        at: int = 0,
        details: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{path}:{line}: {rule} {key}".replace("  ", " "))
        self.key = key
        self.path = path
        self.line = line
        self.rule = rule
        self.formula = formula
        self.at = at
        self.details = details or {}

    def explained(self, texts: Texts) -> str:
        """One sentence with file and line; below it the formula with a caret under the place."""
        sentence = texts.refusal(f"rules.{self.key}", self.details)
        line = f":{self.line}" if self.line else ""
        where = f"{self.path}{line}: " + (f"{self.rule}: " if self.rule else "")
        if not self.formula:
            return where + sentence
        return f"{where}{sentence}\n    {self.formula}\n    {' ' * _width(self.formula[: self.at])}^"


@dataclass(frozen=True)
class Rulebook:
    """All rules by id, in the order of their files, and the parsed formulas and conditions of each."""

    rules: Mapping[str, Rule]
    formulas: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)
    either: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)
    conditions: Mapping[str, tuple[Comparison, ...]] = field(default_factory=dict)

    def __getitem__(self, rule_id: str) -> Rule:
        return self.rules[rule_id]

    def named(self, number: str) -> Rule | None:
        """The rule of that id, or the one that covers that number of the catalogue."""
        covering = (rule for rule in self.rules.values() if number in rule.covers)
        return self.rules.get(number) or next(covering, None)

    def __contains__(self, rule_id: str) -> bool:
        return rule_id in self.rules


def load_rules(paths: Iterable[str | Path] = ()) -> Rulebook:
    """The built-in rules and those of the given files. Raises RuleError."""
    rules: dict[str, Rule] = {}
    formulas: dict[str, tuple[Comparison, ...]] = {}
    either: dict[str, tuple[Comparison, ...]] = {}
    conditions: dict[str, tuple[Comparison, ...]] = {}
    for path in [*sorted(BUILT_IN.glob("*.toml")), *map(Path, paths)]:
        for entry in _File(path).entries():
            rule = entry.rule()
            if rule.id in rules:
                raise entry.error("duplicate", "id", other=rules[rule.id].source)
            formulas[rule.id] = tuple(entry.formula(text) for text in rule.formulas)
            either[rule.id] = tuple(entry.formula(text) for text in rule.either)
            conditions[rule.id] = entry.condition(rule.when) if rule.when else ()
            rules[rule.id] = entry.compared(rule, (*formulas[rule.id], *either[rule.id]))
    return Rulebook(rules, formulas, either, conditions)


class _File:
    """One rule file: its entries, and the line on which something stands."""

    def __init__(self, path: Path) -> None:
        self.path = path
        try:
            self.text = path.read_text(encoding="utf-8")
            self.content = tomli.loads(self.text)
        except OSError as error:
            raise RuleError("unreadable", path, 0, details={"reason": system_error(error)}) from None
        except UnicodeDecodeError:
            raise RuleError("not_utf8", path, 0) from None
        except tomli.TOMLDecodeError as error:
            raise RuleError("not_toml", path, error.lineno) from None

    def entries(self) -> list[_Entry]:
        rules = self.content.get("rule")
        if not isinstance(rules, list) or not all(isinstance(rule, dict) for rule in rules):
            raise RuleError("no_rules", self.path, 1)
        starts = [n for n, line in enumerate(self.text.splitlines(), 1) if line.strip() == "[[rule]]"]
        lines = starts if len(starts) == len(rules) else [1] * len(rules)
        return [_Entry(self, rule, line) for rule, line in zip(rules, lines, strict=True)]

    def line_of(self, words: str, start: int) -> int:
        """The first line from `start` on that has these words; `start` when they are written otherwise."""
        for number, line in enumerate(self.text.splitlines()[start - 1 :], start):
            if words in line:
                return number
        return start


class _Entry:
    """One `[[rule]]` as written."""

    def __init__(self, file: _File, raw: Mapping[str, Any], line: int) -> None:
        self._file = file
        self._raw = raw
        self._line = line
        self._id = raw["id"] if isinstance(raw.get("id"), str) else ""

    def error(self, key: str, words: str = "", **details: str) -> RuleError:
        line = self._file.line_of(words, self._line) if words else self._line
        return RuleError(key, self._file.path, line, rule=self._id, details=details)

    def rule(self) -> Rule:
        self._check_keys()
        texts = {name: self._texts(name) for name in TEXTS}
        formulas, either = self._strings("formula"), self._strings("either")
        classes = _OF_FORMULAS if formulas or either else tuple(Tolerance)
        tolerance = self._one_of("tolerance", [t.value for t in classes], Tolerance.SUM.value)
        if not self._id:
            raise self.error("missing", name="id")
        if not texts["title"]:
            raise self.error("missing", name="title")
        if not formulas and not either and self._file.path.parent != BUILT_IN:
            raise self.error("missing", name="formula")
        tables = self._strings("tables")
        for name in tables:
            if name not in forms() and name != UNKNOWN:
                raise self.error("unknown_table", "tables", name=name)
        return Rule(
            id=self._id,
            severity=self._one_of("severity", SEVERITIES, "warning"),
            tolerance=tolerance,
            basis=self._raw.get("basis", ""),
            formulas=formulas,
            either=either,
            if_present=self._raw.get("if_present", False),
            tables=tables,
            covers=self._strings("covers"),
            years=self._years(),
            when=self._raw.get("when", ""),
            data=self._raw.get("data", {}),
            source=str(self._file.path),
            **texts,
        )

    def _check_keys(self) -> None:
        for name, value in self._raw.items():
            if name not in KEYS:
                raise self.error("unknown_key", name, name=name)
            if not isinstance(value, KEYS[name]):
                raise self.error("wrong_type", name, name=name)

    def _texts(self, name: str) -> dict[str, str]:
        value = self._raw.get(name, {})
        texts = {"zh": value, "en": value} if isinstance(value, str) else dict(value)
        if not all(isinstance(text, str) for text in texts.values()):
            raise self.error("wrong_type", name, name=name)
        return texts

    def _strings(self, name: str) -> tuple[str, ...]:
        value = self._raw.get(name, [])
        strings = [value] if isinstance(value, str) else value
        if not all(isinstance(text, str) for text in strings):
            raise self.error("wrong_type", name, name=name)
        return tuple(" ".join(text.split("\n")) for text in strings)

    def _one_of(self, name: str, known: Sequence[str], default: str) -> str:
        value = self._raw.get(name, default)
        if value not in known and value != default:
            raise self.error("not_one_of", name, name=name, value=str(value), known=", ".join(known))
        return str(value)

    def _years(self) -> tuple[int | None, int | None]:
        years = self._raw.get("years", {})
        for name, year in years.items():
            if name not in {"since", "until"} or not isinstance(year, int):
                raise self.error("years", "years")
        return years.get("since"), years.get("until")

    def compared(self, rule: Rule, formulas: Sequence[Comparison]) -> Rule:
        """The rule, compared as its formulas are when it does not say how."""
        only_bounds = bool(formulas) and all(formula.operator == "<=" for formula in formulas)
        if "tolerance" in self._raw or not only_bounds:
            return rule
        return replace(rule, tolerance=Tolerance.AT_MOST.value)

    def formula(self, text: str) -> Comparison:
        try:
            formula = formula_of(text)
            for cell in formula.cells():
                for table in self._tables(cell):
                    check_words(cell, table)
        except FormulaError as error:
            raise self._in_formula(error, text) from None
        return formula

    def condition(self, text: str) -> tuple[Comparison, ...]:
        try:
            comparisons = condition_of(text)
            for comparison in comparisons:
                for cell in comparison.cells():
                    check_words(cell, cell.table)
        except FormulaError as error:
            raise self._in_formula(error, text) from None
        return comparisons

    def _tables(self, cell: Cell) -> Sequence[str]:
        """The tables that a cell may be in; those of T may lack a row or column, but not all of them."""
        if cell.table != ANY_TABLE:
            return [cell.table]
        tables = [name for name in self._strings("tables") if name != UNKNOWN]
        if not self._raw.get("tables"):
            raise FormulaError("no_tables", cell.at)
        return [name for name in tables if knows(name, cell)][:1] or tables[:1]

    def _in_formula(self, error: FormulaError, text: str) -> RuleError:
        line = self._file.line_of(text, self._line)
        return RuleError(
            error.key,
            self._file.path,
            line,
            rule=self._id,
            formula=text,
            at=error.at,
            details=error.details,
        )


def _width(text: str) -> int:
    """Cells that a text takes on a terminal, so that the caret stands under its sign."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)
