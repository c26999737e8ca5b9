"""Findings and relations as sentences: what every output and every screen says about them.

Comes in: an Audit and one of its findings or relations. Goes out: plain text in the reader's language,
without control characters, whatever the report holds. Before this room: `checks.findings`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from checks.finding import Audit, Finding, Judged
from checks.findings.judged import PERCENTAGES, rounded_sides, unit_bearer
from checks.output.plain import clean
from checks.reading.document import Place
from checks.relations.relation import Relation, Side, Term, Tolerance
from checks.relations.rule import Rule
from checks.report.report import Entry, Figure, Report, Table
from checks.texts import Texts

_CONTEXT = 18
"""Characters of a sentence shown on either side of a number."""
_LONGEST_CONTEXT = 72
"""The same, where two numbers of one check would be quoted alike."""
_DIGITS = frozenset("0123456789.,，%")


@dataclass(frozen=True, slots=True)
class Operand:
    """One figure of a side, `weight` times. label: what it is called; printed: the number and its unit;
    named: both in one with its sign, the sentence itself in the narrative; place: where it stands."""

    figure: int
    weight: int
    label: str
    printed: str
    named: str
    place: str


@dataclass(frozen=True, slots=True)
class SideText:
    """One side of a relation. side: left | right | base; label: what that side is in such a check.
    value: its sum with the printed unit ("" for a base), or the words of a wording (`words`). operands:
    its figures, those that the words are about."""

    side: str
    label: str
    value: str
    operands: tuple[Operand, ...]
    words: bool = False

    def whole(self, texts: Texts) -> str:
        """What the side comes to, where its figures alone do not say it: words, or a sum of several."""
        if not self.value or (len(self.operands) == 1 and not self.words):
            return ""
        key = "output.words" if self.words else "output.in_all"
        return texts(key, value=self.value, count=len(self.operands))


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
    return clean(f"{place.file} {where}".strip() if place.file else where)


def figure_text(figure: Figure) -> str:
    """The number with its unit, as printed: `81.11万元`."""
    return clean(figure.text if figure.text.endswith(figure.unit) else f"{figure.text}{figure.unit}")


def figure_label(report: Report, figure: Figure, texts: Texts, size: int = _CONTEXT) -> str:
    """What a number is called: title of the table, row, column; or the sentence around it, `size` characters
    on a side."""
    table = report.table(figure.table) if figure.table else None
    if table is not None:
        names = (table.title or table.id, row_label(table, figure), column_label(table, figure))
        return clean(texts("output.between").join(filter(None, names)))
    if figure.paragraph is not None:
        before, digits, after = sentence(report, figure, size)
        return texts("output.sentence", before=before, figure=digits, after=after)
    return figure_text(figure)


def row_label(table: Table, figure: Figure) -> str:
    """The labels of a cell's row, code and name: `2210201 住房公积金`."""
    entry = next((e for e in table.entries if e.key == figure.entry and e.row == figure.row), None)
    if entry is not None:
        return clean(_entry_label(entry))
    if figure.row is None:
        return ""
    row = zip(table.cells[figure.row], table.columns, strict=True)
    labels = [cell.text for cell, column in row if column.role in {"code", "label"} and cell.text]
    words = (cell.text for cell in table.cells[figure.row] if cell.figure is None and cell.text)
    return clean(" ".join(labels) or next(words, ""))


def _entry_label(entry: Entry) -> str:
    return (
        f"{entry.code} {entry.label}"
        if entry.code and not entry.label.startswith(entry.code)
        else entry.label
    )


def column_label(table: Table, figure: Figure) -> str:
    return clean(table.columns[figure.column].name) if figure.column is not None else ""


def sentence(report: Report, figure: Figure, size: int = _CONTEXT) -> tuple[str, str, str]:
    """The words before a number of the narrative, the number, the words after it: its own sentence,
    shortened with … where it is longer than `size` characters on a side."""
    if figure.paragraph is None:
        return "", figure.text, ""
    text = report.paragraphs[figure.paragraph].text
    began = max(text.rfind(stop, 0, figure.start) for stop in "。；") + 1
    ended = min((at for stop in "。；" if (at := text.find(stop, figure.end)) >= 0), default=len(text))
    before, after = _end_of(text[began : figure.start], size), _start_of(text[figure.end : ended], size)
    return clean(before), clean(text[figure.start : figure.end]), clean(after)


def passage(report: Report, place: Place, words: str) -> str:
    """What the narrative says at a place, around these words where they stand there, shortened with …;
    "" where no text of the narrative stands."""
    text = next((p.text for p in report.paragraphs if place in p.places), "")
    if not words or words not in text:
        return clean(_start_of(text, 2 * _CONTEXT))
    before, words, after = text.partition(words)
    return clean(_end_of(before) + words + _start_of(after))


def _end_of(text: str, size: int = _CONTEXT) -> str:
    """The last characters of a text, … for those before; no number is cut in two."""
    cut = max(len(text) - size, 0)
    while 0 < cut < len(text) and text[cut - 1] in _DIGITS and text[cut] in _DIGITS:
        cut += 1
    return ("…" if cut else "") + text[cut:]


def _start_of(text: str, size: int = _CONTEXT) -> str:
    cut = min(size, len(text))
    while 0 < cut < len(text) and text[cut - 1] in _DIGITS and text[cut] in _DIGITS:
        cut -= 1
    return text[:cut] + ("…" if cut < len(text) else "")


def sides(audit: Audit, judged: Judged, texts: Texts) -> tuple[SideText, ...]:
    """Both sides of a check, and the base where it has one, with every figure's name and place."""
    relation = judged.relation
    values = {Side.LEFT: judged.left, Side.RIGHT: judged.right, Side.BASE: ""}
    made = []
    for side, value in values.items():
        operands = _operands(audit, [term for term in relation.terms if term.side is side], texts)
        label = _side_label(relation.tolerance, side, texts)
        words = relation.tolerance is Tolerance.WORDING
        whole = clean(value + _unit(audit, relation, side))
        if words and side is Side.RIGHT and operands:  # what words are measured by is not what they should be
            made.append(SideText(side.value, label, whole, (), words=True))
            made.append(SideText(side.value, texts("output.side.evidence"), "", operands))
        elif operands or value:
            made.append(SideText(side.value, label, whole, operands, words=words))
    return tuple(made)


def _operands(audit: Audit, terms: Sequence[Term], texts: Texts) -> tuple[Operand, ...]:
    """The figures of a side; where two are quoted alike, with as much more of their sentences as tells them
    apart."""
    made = tuple(_operand(audit, term, texts) for term in terms)
    size = _CONTEXT
    while size < _LONGEST_CONTEXT:
        alike = Counter({operand.figure: operand.label for operand in made}.values())
        size *= 2
        made = tuple(
            _operand(audit, term, texts, size) if alike[operand.label] > 1 else operand
            for term, operand in zip(terms, made, strict=True)
        )
    return made


def _side_label(tolerance: Tolerance, side: Side, texts: Texts) -> str:
    own = f"output.side.{tolerance.value}.{side.value}"
    return texts(own if texts.has(own) else f"output.side.{side.value}")


def _operand(audit: Audit, term: Term, texts: Texts, size: int = _CONTEXT) -> Operand:
    figure = audit.figure(term.figure)
    label, printed = figure_label(audit.report, figure, texts, size), figure_text(figure)
    return Operand(
        figure=term.figure,
        weight=term.weight,
        label=label,
        printed=printed,
        named=("−" if term.weight < 0 else "") + (f"{label}  {printed}" if figure.table else label),
        place=place_text(figure.place, texts),
    )


def _unit(audit: Audit, relation: Relation, side: Side) -> str:
    """The printed unit of a side's value: the recomputed side of a percentage is a percentage."""
    if side is Side.BASE or relation.tolerance is Tolerance.WORDING:
        return ""
    if relation.tolerance in PERCENTAGES:
        return "%"
    return unit_bearer(relation, side, audit.report.figures).unit


def relation_message(audit: Audit, judged: Judged, texts: Texts) -> str:
    """What one relation says, in the words of its rule, else in those of its tolerance class."""
    relation = judged.relation
    general = f"output.relation.{relation.tolerance.value}"
    slots = _slots(audit, judged, texts) | dict(relation.details)
    return _filled(audit, relation.rule, general, slots, texts)


def _slots(audit: Audit, judged: Judged, texts: Texts) -> dict[str, str]:
    """What a sentence on a relation may name; a recomputed percentage has the decimals of the printed one."""
    relation = judged.relation
    left, right = judged.left, judged.right
    if relation.tolerance in PERCENTAGES:
        left, right, _ = rounded_sides(judged)
    return {
        "subject": subject_text(audit.report, relation.subject),
        "left": left + _unit(audit, relation, Side.LEFT),
        "right": right + _unit(audit, relation, Side.RIGHT),
        "difference": _difference(audit, judged, texts),
        "stated": relation.stated,
        "expected": relation.expected,
    }


def difference_text(audit: Audit, judged: Judged, texts: Texts) -> str:
    """By how much the sides of a check differ, with the unit; "" where they do not."""
    if not judged.relation.terms or judged.difference in {"", "0"}:
        return ""
    return clean(_difference(audit, judged, texts))


def _difference(audit: Audit, judged: Judged, texts: Texts) -> str:
    """Two percentages differ by percentage points."""
    unit = _unit(audit, judged.relation, Side.LEFT)
    value = rounded_sides(judged)[2] if judged.relation.tolerance in PERCENTAGES else judged.difference
    return texts("output.points", value=value) if unit == "%" else value + unit


def finding_message(audit: Audit, finding: Finding, texts: Texts) -> str:
    """What a finding says in one sentence; a tail that is improbable says so (DESIGN 3.1)."""
    judged = audit.judged.get(finding.relation) if finding.relation is not None else None
    if judged is not None:
        doubt = texts("output.improbable") if finding.improbable else ""
        return (_of_amount(audit, finding, judged, texts) or relation_message(audit, judged, texts)) + doubt
    slots = {
        "subject": subject_text(audit.report, finding.subject),
        "stated": finding.stated,
        "expected": finding.expected,
        "difference": finding.difference,
    }
    return _filled(audit, finding.rule, "output.relation.problem", slots | dict(finding.details), texts)


def _of_amount(audit: Audit, finding: Finding, judged: Judged, texts: Texts) -> str:
    """The sentence of a percentage whose amount or base is the suspect: no other percentage should stand
    there. "" for any other finding."""
    left = {term.figure for term in judged.relation.terms if term.side is Side.LEFT}
    if judged.relation.tolerance not in PERCENTAGES or finding.suspect is None or finding.suspect in left:
        return ""
    slots = _slots(audit, judged, texts)
    return clean(
        texts(
            "output.of_amount",
            subject=judged.relation.details.get("name") or slots["subject"],
            left=slots["left"],
            right=slots["right"],
            suspect=figure_text(audit.figure(finding.suspect)),
        )
    )


def rule_text(rule: Rule, name: Literal["title", "explain", "message", "example"], texts: Texts) -> str:
    """A text of a rule: as a translator's file has it (`[rule.X102]`), else as it stands beside the rule."""
    translated = f"rule.{rule.id}.{name}"
    return texts(translated) if texts.has(translated) else texts.of(getattr(rule, name))


def suggestion_text(audit: Audit, finding: Finding) -> str:
    """What the suspect should have been, with the unit it is printed in; "" when nobody can tell."""
    if finding.suggestion is None or finding.suspect is None:
        return finding.suggestion or ""
    unit = audit.figure(finding.suspect).unit
    return clean(finding.suggestion + (unit if finding.suggestion[-1:].isdigit() else ""))


def subject_text(report: Report, subject: str) -> str:
    """A relation's subject in the words of the print: `T5/2210201/合计` is
    「一般公共预算财政拨款支出决算表·2210201 住房公积金·合计」."""
    first, *path = subject.split("/")
    table = report.table(first)
    if table is None:
        return clean(subject)
    labels = {entry.key: _entry_label(entry) for entry in table.entries}
    return clean("·".join([table.title or first, *(labels.get(name, name) for name in path)]))


def _filled(audit: Audit, rule_id: str, general: str, slots: Mapping[str, str], texts: Texts) -> str:
    """The rule's own message with its slots filled, without the colon after a name that is empty; the
    general one when it has none, or asks for a slot that this relation does not fill. What a reader remarked
    on the file is no rule: its sentence stands in the texts."""
    rule = audit.rules.get(rule_id)
    if rule is None and texts.has(rule_id):
        return clean(texts(rule_id, **slots))
    if rule is not None and (own := rule_text(rule, "message", texts)):
        try:
            return clean(own.format_map(slots)).lstrip("：: ")
        except (KeyError, IndexError, ValueError, AttributeError):
            pass
    title = rule_text(rule, "title", texts) if rule is not None else rule_id
    return clean(texts(general, **({"title": title} | dict(slots))))
