"""Where the reviewer is, where he came from, and where each step leads. Knows no screen.

Comes in: the Places of a report and its Review. Goes out: Spots to show.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from checks.annotation import OPEN
from checks.finding import Finding
from checks.review import Part
from tui.places import Places
from tui.spots import Spot

_REMEMBERED = 200


@dataclass
class Journey:
    """spot: where the cursor is. finding: the one that stands there, whose card is open. walked: the one
    that the steps through the findings have come to. trail: the spots left behind by jumps, the last one
    first to go back to."""

    places: Places
    spot: Spot | None = None
    finding: Finding | None = None
    walked: Finding | None = None
    trail: list[Spot] = field(default_factory=list)

    # ── moving ──

    def arrive(self, spot: Spot) -> bool:
        """The cursor moved to a spot on its own. The card turns to what is found there, to none on a figure
        that no finding is about. True when it turned."""
        before, self.spot = self.finding, spot
        here = self._here(spot)
        known = [finding for finding in (self.finding, self.walked) if finding in here]
        self.finding = next(iter([*known, *here]), None)
        return spot.figure is not None or self.finding is not before

    def _here(self, spot: Spot) -> Sequence[Finding]:
        """The findings that a spot belongs to. Beside the figures that is the one at hand, throughout the
        parts that it is about."""
        near = [finding for finding in (self.finding, self.walked) if finding is not None]
        if spot.figure is None:
            part = self.places.part_of(spot)
            return [finding for finding in near if part in self.places.parts_about(finding)]
        agreeing = [finding for finding in near if spot.figure in finding.agreeing]
        return [*agreeing, *self.places.findings_at(spot.figure)]

    def settle(self, spot: Spot) -> None:
        """The pane has put the cursor on a figure of the part that was gone to."""
        if self.finding is None:
            self.arrive(spot)
        self.spot = spot

    def jump(self, spot: Spot | None, finding: Finding | None = None) -> Spot | None:
        """Leave for another spot, to come back later."""
        if spot is None:
            return None
        if self.spot is not None and self.spot != spot:
            self.trail.append(self.spot)
            del self.trail[:-_REMEMBERED]
        if finding is not None:
            self.finding = finding
            self.spot = spot
        else:
            self.arrive(spot)
        return spot

    def back(self) -> Spot | None:
        if not self.trail:
            return None
        spot = self.trail.pop()
        self.arrive(spot)
        return spot

    # ── findings ──

    def open(self, finding: Finding | None) -> Spot | None:
        """Go to a finding's suspect. A finding that stands nowhere only opens its card."""
        if finding is None:
            return None
        spot = self.places.of_finding(finding)
        self.walked = finding
        if spot is None:
            self.finding = finding
            return self.spot
        return self.jump(spot, finding)

    def step(self, by: int, *, open_only: bool = False) -> Spot | None:
        """On from where the walk is, wherever the cursor has gone meanwhile."""
        at = self.walked.id if self.walked else None
        return self.open(self.places.review.step(at, by, open_only=open_only))

    def go_on(self, judged: Finding) -> Spot | None:
        """To the next finding that nobody has judged; first back to the walk, when another one was judged."""
        review = self.places.review
        if self.walked is not None and self.walked is not judged and review.status(self.walked.id) == OPEN:
            return self.open(self.walked)
        return self.step(1, open_only=True)

    def next_break(self, by: int) -> Spot | None:
        """The next broken figure after the cursor, round the end."""
        breaks = self.places.breaks
        if not breaks:
            return None
        ranks = {figure: rank for rank, figure in enumerate(self.places.order)}
        here = self._rank(ranks)
        ahead = [f for f in breaks if ranks[f] > here] if by > 0 else [f for f in breaks if ranks[f] < here]
        target = (ahead or breaks)[0 if by > 0 else -1]
        spot = self.jump(self.places.of_figure(target))
        self.walked = self.finding or self.walked
        return spot

    def _rank(self, ranks: dict[int, int]) -> int:
        """Where the cursor is among all figures; at the end of what is before it when it is on none."""
        if self.spot is None:
            return -1
        if self.spot.figure in ranks:
            return ranks[self.spot.figure]
        part = self.places.part_of(self.spot)
        return max((ranks[f] for f in self.places.parts.get(part, ()) if self._before(f)), default=-1)

    def _before(self, figure: int) -> bool:
        spot = self.places.of_figure(figure)
        if spot is None or self.spot is None:
            return False
        there = spot.row, spot.column, spot.paragraph or 0, spot.offset
        return there <= (self.spot.row, self.spot.column, self.spot.paragraph or 0, self.spot.offset)

    # ── the other side ──

    def ring(self) -> Sequence[int]:
        """The figures of the check at hand, one after another: left, right, base, then what agrees. The
        check is the card's, as long as the cursor is on it, else the worst of the figure's own."""
        figure = self.spot.figure if self.spot else None
        if self.finding is not None:
            figures = [f for f, _ in self.finding.figures]
            figures += [f for f in self.finding.agreeing if f not in figures]
            if figure in figures or figure is None:
                return figures
        if figure is None:
            return ()
        checks = self.places.audit.relations_of(figure)
        return list(dict.fromkeys(term.figure for term in checks[0].relation.terms)) if checks else ()

    def follow(self) -> Spot | None:
        """To the next figure of the check; from its end to its beginning."""
        here = self.spot.figure if self.spot else None
        ring = [f for f in self.ring() if self.places.of_figure(f)]
        if not ring or ring == [here]:
            return None
        at = ring.index(here) if here in ring else -1
        finding = self.finding if self.finding and ring[0] in {f for f, _ in self.finding.figures} else None
        return self.jump(self.places.of_figure(ring[(at + 1) % len(ring)]), finding)

    def enter(self, part: Part) -> Spot | None:
        return self.jump(self.places.of_part(part))
