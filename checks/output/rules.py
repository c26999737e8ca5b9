"""A rule's page and the list of all rules, made from the rules' own data: `gouji explain`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from rich.cells import cell_len
from rich.text import Text

from checks.output.messages import rule_text
from checks.output.plain import clean
from checks.output.wrapping import padded, wrap
from checks.relations.rule import Rule
from checks.texts import Texts

_QUIET = "dim"


def rule_page(rule: Rule, texts: Texts, width: int) -> Iterator[Text]:
    """Everything a reviewer may ask about a rule: what must hold, why, how strictly, an example."""
    yield from (Text(line, "bold") for line in wrap(f"{rule.id}  {rule_text(rule, 'title', texts)}", width))
    yield Text()
    if explained := rule_text(rule, "explain", texts):
        yield from _paragraphs(explained, width)
        yield Text()
    rows = [
        ("covers", " ".join(rule.covers)),
        ("formula", "\n".join((*rule.formulas, *rule.either))),
        ("when", rule.when),
        ("tables", " ".join(rule.tables)),
        ("years", _years(rule, texts)),
        ("family", texts(f"family.{rule.family}") if texts.has(f"family.{rule.family}") else ""),
        ("tolerance", texts(f"tolerance.{rule.tolerance}") if rule.tolerance else ""),
        ("severity", texts(f"severity.{rule.severity}")),
        ("basis", rule.basis),
        ("example", rule_text(rule, "example", texts)),
        ("source", Path(rule.source).name),
    ]
    names = {name: texts(f"output.rule.{name}") for name, value in rows if value}
    left = max(cell_len(name) for name in names.values()) + 2
    for name, value in rows:
        if value:
            yield from _row(padded(names[name], left), value, width)


def rule_list(rules: Iterable[Rule], texts: Texts, width: int) -> Iterator[Text]:
    """One line a rule, by family."""
    family = None
    for rule in sorted(rules, key=lambda rule: (rule.family, rule.id)):
        if rule.family != family:
            if family is not None:
                yield Text()
            family = rule.family
            own = f"family.{family}"
            yield Text(f"{family}  {texts(own)}" if texts.has(own) else family, "bold")
        severity = texts(f"severity.{rule.severity}")
        yield from _row(f"{padded(rule.id, 6)}{severity}  ", rule_text(rule, "title", texts), width)


def _paragraphs(text: str, width: int) -> Iterator[Text]:
    for paragraph in text.strip().splitlines():
        yield from (Text(line) for line in wrap(clean(paragraph), width))


def _row(lead: str, text: str, width: int) -> Iterator[Text]:
    for paragraph in text.strip().splitlines():
        for line in wrap(clean(paragraph), width - cell_len(lead)):
            yield Text.assemble((lead, _QUIET), line)
            lead = " " * cell_len(lead)


def _years(rule: Rule, texts: Texts) -> str:
    since, until = rule.years
    if since is None and until is None:
        return ""
    return texts("output.rule.years_of", since=since or "", until=until or "")
