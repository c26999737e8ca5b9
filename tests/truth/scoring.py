"""An audit against the expert's entries: what was found, what was missed, what only the audit says.

Matching is by place (line or page) and by the value or the words that stand there, so a finding
may state the relation from either side and may fold it under another root.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from checks.finding import BREAK, UNCHECKED, Audit, Finding, Judged
from checks.reading.document import Place
from checks.report.report import Figure
from tests.truth.entries import Entry, Spot, folded

REPORTED = ("error", "warning")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
SHARED = 4
"""Characters that a quote and a finding must have in common to speak of the same words."""


@dataclass(frozen=True)
class Score:
    """found: entry id → the finding that says it. missed: entries that break and that no finding says.
    strangers: findings at error or warning that no entry explains, with the ids of entries on the same
    figure. false_breaks: entries that tie or round, each with a finding that calls them a break."""

    found: dict[str, Finding] = field(default_factory=dict)
    missed: list[Entry] = field(default_factory=list)
    strangers: list[tuple[Finding, list[str]]] = field(default_factory=list)
    false_breaks: list[tuple[Entry, Finding]] = field(default_factory=list)

    def recall(self, entries: Sequence[Entry], rank: str) -> tuple[int, int]:
        """(found, all) of one rank."""
        ranked = [entry for entry in entries if entry.rank == rank]
        return sum(entry.id in self.found for entry in ranked), len(ranked)


def score(audit: Audit, entries: Sequence[Entry]) -> Score:
    """Compare every finding that is no tail with every entry."""
    findings = [finding for finding in audit.findings if finding.verdict in {BREAK, UNCHECKED}]
    broken = [entry for entry in entries if entry.status == "BREAKS"]
    result = Score()
    explained: set[str] = set()
    for entry in broken:
        hits = [finding for finding in findings if _says(audit, finding, entry)]
        explained |= {finding.id for finding in hits}
        if hits:
            result.found[entry.id] = hits[0]
        else:
            result.missed.append(entry)
    for finding in findings:
        if finding.severity in REPORTED and finding.id not in explained:
            near = [entry for entry in entries if _mentions(audit, finding, entry)]
            result.strangers.append((finding, [f"{entry.id} {entry.status}" for entry in near]))
    reported = [finding for finding in findings if finding.severity in REPORTED]
    for entry in entries:
        if entry.status in {"TIES", "ROUNDING"}:
            denying = (f for f in reported if _denies(audit, f, entry, f.id in explained))
            result.false_breaks.extend((entry, finding) for finding in denying)
    return result


def judged_of(audit: Audit, finding: Finding) -> list[Judged]:
    """The broken relations of a finding, the one that states it best first."""
    ids = ([] if finding.relation is None else [finding.relation]) + list(finding.follows)
    return [audit.judged[i] for i in ids if i in audit.judged]


def _figures(audit: Audit, judged: Judged) -> list[Figure]:
    return [audit.figure(term.figure) for term in judged.relation.terms]


def _says(audit: Audit, finding: Finding, entry: Entry) -> bool:
    """Whether the finding, or what it folds, is about what the entry says is wrong."""
    first = entry.spots[0]
    if first.value:
        values = {spot.value for spot in entry.spots[1:] if spot.value} | {_digits(entry.expected)} - {""}
        if finding.suspect is not None and _stands_at(audit.figure(finding.suspect), first):
            return True
        for judged in judged_of(audit, finding):
            figures = _figures(audit, judged)
            if any(_stands_at(figure, first) for figure in figures):
                others = {folded(figure.text).rstrip("%") for figure in figures} | {judged.left, judged.right}
                if not values or values & others or len(figures) > 2:
                    return True
    if any(_quotes(finding, spot) for spot in entry.spots if spot.value):
        return True
    return any(_speaks_of(audit, finding, spot) for spot in entry.spots if not spot.value or spot.page)


def _mentions(audit: Audit, finding: Finding, entry: Entry) -> bool:
    figures = [audit.figure(i) for i, _ in finding.figures]
    return any(_stands_at(figure, spot) for figure in figures for spot in entry.spots[:1] if spot.value)


def _denies(audit: Audit, finding: Finding, entry: Entry, explained: bool) -> bool:
    """Whether a broken relation of the finding is the very relation that the entry says holds. Where the
    entry gives one place, it is when both sides are those of the entry, or when the figure there is the
    suspect of a finding that no breaking entry explains."""
    spots = [spot for spot in entry.spots if spot.value]
    if len(spots) == 1 and entry.stated == entry.expected:
        suspect = finding.suspect
        return not explained and suspect is not None and _stands_at(audit.figure(suspect), spots[0])
    for judged in judged_of(audit, finding):
        figures = _figures(audit, judged)
        if len(spots) > 1:
            if all(any(_stands_at(figure, spot) for figure in figures) for spot in spots):
                return True
        elif spots and any(_stands_at(figure, spots[0]) for figure in figures):
            sides = {_digits(judged.left), _digits(judged.right)}
            if {_digits(entry.expected), _digits(entry.stated)} <= sides:
                return True
    return False


def _stands_at(figure: Figure, spot: Spot) -> bool:
    """The figure printed at the spot: same line or page, same digits, and inside the quote if any."""
    digits = _digits(figure.text)
    if digits != _digits(spot.value) or not _here(figure.place, spot):
        return False
    return spot.page is None or not spot.quote or digits in spot.quote.replace(",", "")


def _here(place: Place, spot: Spot) -> bool:
    return place.line == spot.line if spot.line is not None else place.page == spot.page


def _quotes(finding: Finding, spot: Spot) -> bool:
    """A finding about words that stands where the value stands and states it among its words (`5年`)."""
    said = folded(finding.stated)
    wordy = not said.replace(".", "").replace(",", "").rstrip("%").isdigit()
    return wordy and _here(finding.place, spot) and _digits(spot.value) in _NUMBER.findall(said)


def _speaks_of(audit: Audit, finding: Finding, spot: Spot) -> bool:
    """A finding about words: it stands at the spot, and its words are those quoted."""
    places = [finding.place] + [audit.figure(i).place for i, _ in finding.figures]
    if not spot.quote or not any(_here(place, spot) for place in places):
        return False
    return any(_share(spot.quote, words) for words in _words(audit, finding))


def _words(audit: Audit, finding: Finding) -> Iterable[str]:
    yield folded(finding.stated)
    yield from (folded(text) for text in finding.details.values())
    for judged in judged_of(audit, finding):
        yield folded(judged.relation.stated)
        yield from (folded(text) for text in judged.relation.details.values())


def _share(quote: str, words: str) -> bool:
    if not words:
        return False
    need = min(SHARED, len(quote), len(words))
    return any(quote[i : i + need] in words for i in range(len(quote) - need + 1))


def _digits(text: str) -> str:
    return folded(text).replace(",", "").rstrip("%")
