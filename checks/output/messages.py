"""Findings and relations as sentences: what every output and every screen says about them.

Comes in: an Audit and one of its findings or relations. Goes out: plain text in the reader's language,
without control characters, whatever the report holds. Before this room: `checks.findings`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from checks.finding import Audit, Finding, Judged
from checks.reading.document import Place
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.report.report import Figure, Report, Table
from checks.texts import Texts

_CONTEXT = 18
"""Characters of a sentence shown on either side of a number."""


_UNPRINTABLE = {"Cc", "Cf", "Cs", "Zl", "Zp"}
"""Control, format (zero width, direction), surrogate, line and paragraph separator."""


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of a side: `weight` times, what it is called, what is printed (with its unit), where."""

    figure: int
    weight: int
    label: str
    printed: str
    place: str


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a relation. side: left | right | base. value: its sum in the unit of the print ("" for a
    base, which is not summed up). A wording has the words as value and no operands."""

    side: str
    value: str
    operands: tuple[Operand, ...]


def printable(text: str) -> str:
    """Text of a report, safe for a terminal: no control codes, no characters that turn the line round."""
    if text.isprintable():
        return text
    spaced = text.replace("\n", " ").replace("\t", " ")
    return "".join(c for c in spaced if unicodedata.category(c) not in _UNPRINTABLE)


def place_text(place: Place, texts: Texts) -> str:
    """「第 685 行」, `page 21`, `Sheet1!C7`; "" for a place that says nothing."""
    if place.sheet is not None:
        where = f"{place.sheet}!{place.cell}" if place.cell else place.sheet
    elif place.page is not None:
        where = texts("output.place.page", page=place.page)
    elif place.line is not None:
        where = texts("output.place.line", line=place.line)
    else:
        where = ""
    return printable(f"{place.file} {where}".strip() if place.file else where)


def figure_text(figure: Figure) -> str:
    """The number with its unit, as printed: `81.11万元`."""
    return printable(figure.text if figure.text.endswith(figure.unit) else f"{figure.text}{figure.unit}")


def figure_label(report: Report, figure: Figure, texts: Texts) -> str:
    """What a number is called: title of the table, row, column; or the sentence around it."""
    table = report.table(figure.table) if figure.table else None
    if table is not None:
        row, column = row_label(table, figure), column_label(table, figure)
        return printable(texts("output.cell", table=table.title or table.id, row=row, column=column))
    if figure.paragraph is not None:
        before, digits, after = sentence(report, figure)
        return texts("output.sentence", before=before, figure=digits, after=after)
    return figure_text(figure)


def row_label(table: Table, figure: Figure) -> str:
    """The labels of a cell's row, code and name: `2210201 住房公积金`."""
    entry = next((e for e in table.entries if e.key == figure.entry and e.row == figure.row), None)
    if entry is not None:
        return printable(f"{entry.code} {entry.label}".strip() if entry.code.isdigit() else entry.label)
    if figure.row is None:
        return ""
    row = zip(table.cells[figure.row], table.columns, strict=True)
    labels = (cell.text for cell, column in row if column.role in {"code", "label"})
    return printable(" ".join(filter(None, labels)))


def column_label(table: Table, figure: Figure) -> str:
    return printable(table.columns[figure.column].name) if figure.column is not None else ""


def sentence(report: Report, figure: Figure) -> tuple[str, str, str]:
    """The words before a number of the narrative, the number, the words after it: its own sentence,
    shortened with … where it is long."""
    if figure.paragraph is None:
        return "", figure.text, ""
    text = report.paragraphs[figure.paragraph].text
    began = max(text.rfind(stop, 0, figure.start) for stop in "。；") + 1
    ended = min((at for stop in "。；" if (at := text.find(stop, figure.end)) >= 0), default=len(text))
    before, after = text[began : figure.start], text[figure.end : ended]
    if len(before) > _CONTEXT:
        before = "…" + before[-_CONTEXT:]
    if len(after) > _CONTEXT:
        after = after[:_CONTEXT] + "…"
    return printable(before), printable(text[figure.start : figure.end]), printable(after)


def sides(audit: Audit, judged: Judged, texts: Texts) -> tuple[SideText, ...]:
    """Both sides of a check, and the base where it has one, with every figure's name and place."""
    relation = judged.relation
    if relation.tolerance is Tolerance.WORDING and not relation.terms:
        return (
            SideText("left", printable(relation.stated), ()),
            SideText("right", printable(relation.expected), ()),
        )
    values = {Side.LEFT: judged.left, Side.RIGHT: judged.right, Side.BASE: ""}
    return tuple(
        SideText(side.value, value + _unit(audit, relation, side), operands)
        for side, value in values.items()
        if (operands := tuple(_operand(audit, t, texts) for t in relation.terms if t.side is side)) or value
    )


def _operand(audit: Audit, term: Term, texts: Texts) -> Operand:
    figure = audit.figure(term.figure)
    return Operand(
        figure=term.figure,
        weight=term.weight,
        label=figure_label(audit.report, figure, texts),
        printed=figure_text(figure),
        place=place_text(figure.place, texts),
    )


def _unit(audit: Audit, relation: Relation, side: Side) -> str:
    if side is Side.BASE:
        return ""
    if relation.tolerance in {Tolerance.RATIO, Tolerance.GROWTH}:
        return "%"
    units = [audit.figure(term.figure).unit for term in relation.terms if term.side is side]
    return units[0] if units else next((audit.figure(term.figure).unit for term in relation.terms), "")


def relation_message(audit: Audit, judged: Judged, texts: Texts) -> str:
    """What one relation says, in the words of its rule, else in those of its tolerance class."""
    relation = judged.relation
    by_side = {side.side: side for side in sides(audit, judged, texts)}
    slots = {
        "subject": subject_text(audit.report, relation.subject),
        "left": by_side["left"].value if "left" in by_side else judged.left,
        "right": by_side["right"].value if "right" in by_side else judged.right,
        "left_label": _labels(by_side.get("left")),
        "right_label": _labels(by_side.get("right")),
        "base_label": _labels(by_side.get("base")),
        "difference": judged.difference,
        "stated": relation.stated or judged.left,
        "expected": relation.expected or judged.right,
    }
    general = f"output.relation.{relation.tolerance.value}"
    return _filled(audit, relation.rule, general, slots | dict(relation.details), texts)


def finding_message(audit: Audit, finding: Finding, texts: Texts) -> str:
    """What a finding says in one sentence."""
    judged = audit.judged.get(finding.relation) if finding.relation is not None else None
    if judged is not None:
        return relation_message(audit, judged, texts)
    slots = {
        "subject": subject_text(audit.report, finding.subject),
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
    }
    return _filled(audit, finding.rule, "output.relation.problem", slots | dict(finding.details), texts)


def subject_text(report: Report, subject: str) -> str:
    """A relation's subject with the table's title for its id: `T5/2010301/基本支出` is no sentence."""
    first, _, rest = subject.partition("/")
    table = report.table(first)
    return printable(f"{table.title} {rest}".strip() if table is not None and table.title else subject)


def _labels(side: SideText | None) -> str:
    """The name of a side that has one figure; of a sum, its first and its last."""
    if side is None or not side.operands:
        return ""
    first, last = side.operands[0].label, side.operands[-1].label
    return first if len(side.operands) == 1 else f"{first} … {last}"


def _filled(audit: Audit, rule_id: str, fallback: str, slots: Mapping[str, str], texts: Texts) -> str:
    """The rule's own message with its slots filled; the general one when it has none, or asks for a slot
    that this relation does not fill."""
    rule = audit.rules.get(rule_id)
    if rule is not None and (own := texts.of(dict(rule.message))):
        try:
            return printable(own.format_map(slots))
        except (KeyError, IndexError, ValueError, AttributeError):
            pass
    title = texts.of(dict(rule.title)) if rule is not None else rule_id
    return printable(texts(fallback, **({"title": title} | dict(slots))))
