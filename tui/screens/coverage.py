"""What was checked and what was not: every rule that found nothing, every figure that nothing checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from checks.finding import MARKS, UNCHECKED, Audit
from checks.output.digest import share
from checks.output.messages import figure_text, place_text, rule_text
from checks.output.rules import rule_page
from checks.relations.rule import Rule
from checks.texts import Texts
from tui.cells import clean
from tui.panes.about import reason_text
from tui.panes.card_rows import figure_name
from tui.panes.rows import Row
from tui.places import Places
from tui.screens.dialog import ListDialog


class CoverageDialog(ListDialog):
    """Gives the figure to go to. A rule shows its page, and comes back to the list."""

    def __init__(self, places: Places, texts: Texts) -> None:
        super().__init__(texts("tui.coverage.title"), list(coverage_rows(places, texts)))

    def choose(self, means: object) -> None:
        if isinstance(means, Rule):
            page = rule_page(means, self.app.texts, self.list.room - 2)
            rows = [Row(((f" {line.plain}", "label"),)) for line in page]
            self.app.push_screen(ListDialog(means.id, rows))
        else:
            self.dismiss(means)


def coverage_rows(places: Places, texts: Texts) -> Iterator[Row]:
    """Shares; then each rule that found nothing, with the reason; then each figure that nothing checked.
    A row stands for its Rule, or for its figure."""
    audit = places.audit
    yield from _shares(audit, texts)
    yield from _rules(audit, texts)
    yield from _gone(places, texts)
    unchecked = [figure for figure in places.order if places.marks[figure] == UNCHECKED]
    if unchecked:
        yield Row(((texts("tui.coverage.figures", count=len(unchecked)), "heading"),))
    for figure in unchecked:
        yield _figure(audit, figure, texts)


def _shares(audit: Audit, texts: Texts) -> Iterator[Row]:
    coverage = audit.coverage
    counted = {
        "all": (coverage.figures, coverage.checked),
        "tables": coverage.tables,
        "narrative": coverage.narrative,
        **coverage.by_kind,
    }
    yield Row(((texts("tui.coverage.shares"), "heading"),))
    for name, (figures, checked) in counted.items():
        label = texts(f"tui.coverage.{name}")
        yield Row(
            (
                (f"  {label}  ", "label"),
                (share(checked, figures), "strong"),
                (f"  {checked}/{figures}", "quiet"),
            )
        )


def _rules(audit: Audit, texts: Texts) -> Iterator[Row]:
    """Each rule once, however many of its formulas did not run."""
    reasons: dict[str, Counter[str]] = {}
    for unchecked in audit.unchecked:
        reasons.setdefault(unchecked.reason, Counter())[unchecked.rule] += unchecked.count
    for reason, rules in sorted(reasons.items(), key=lambda item: item[0] == "not_applicable"):
        heading = texts("tui.coverage.rules", reason=texts(f"unchecked.{reason}"), count=len(rules))
        yield Row(((heading, "heading"),))
        for rule_id, count in rules.items():
            rule = audit.rules.get(rule_id)
            title = clean(rule_text(rule, "title", texts)) if rule else ""
            times = ((f"×{count}", "quiet"),) if count > 1 else ()
            yield Row(
                ((f"  {MARKS[UNCHECKED]} ", "unchecked"), (f"{rule_id} ", "key"), (title, "label")),
                times,
                rule,
            )


def _gone(places: Places, texts: Texts) -> Iterator[Row]:
    """What was judged once, and what the report no longer has."""
    gone = places.review.gone()
    if gone:
        yield Row(((texts("tui.coverage.gone", count=len(gone)), "heading"),))
    for judgement in gone:
        status = texts(f"status.{judgement.status}")
        said = clean("  ".join(filter(None, (judgement.message or judgement.subject, judgement.note))))
        yield Row(((f"  {status}  ", judgement.status), (f"{judgement.rule} ", "key"), (said, "label")))


def _figure(audit: Audit, figure: int, texts: Texts) -> Row:
    printed = audit.figure(figure)
    number = [(f"{figure_text(printed)}  ", "strong")] if printed.table is not None else []
    return Row(
        (
            (f"  {MARKS[UNCHECKED]} ", "unchecked"),
            *number,
            *figure_name(audit.report, printed),
            (f"  {reason_text(audit, figure, texts)}", "label"),
        ),
        ((place_text(printed.place, texts), "quiet"),),
        figure,
    )
