"""What the narrative says of its figures: paragraphs and figures → Statements.

A sentence is read number by number. The words since the number before say what the number is: the
amount of a subject, its budget, a change, a share, a rate of growth or completion, a count. An amount
with a subject of its own opens a Statement; what depends on it joins it. 其中 opens a breakdown, whose
statements carry their parent. Before this module: `narrative`. After it: `checks.relations.narrative`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from checks.record import record
from checks.report.narrative.accounts_named import Mention, Path, mentions
from checks.report.narrative.numbering import marker_of
from checks.report.narrative.phrases import Phrases, Role, phrases
from checks.report.narrative.subject_words import compared, core, item_title, phrase_of, subject_of
from checks.report.narrative.topics import topics_of
from checks.report.report import Fact, Figure, Kind, Section, Statement, TextParagraph

_SENTENCE_END = re.compile(r"。|\n|；(?<=[^\d]；)")
_BOTH_SIDES = re.compile(r"收入?[、和及与]?支出?")
_BETWEEN_A_PAIR = ("，", ",", "、")


def read_statements(
    paragraphs: Sequence[TextParagraph], sections: Sequence[Section], figures: Sequence[Figure]
) -> tuple[Statement, ...]:
    """All statements in reading order, ids counting up. figures: those of the narrative."""
    by_paragraph: dict[int, list[Figure]] = {}
    for figure in figures:
        if figure.paragraph is not None and figure.kind is not Kind.OTHER:
            by_paragraph.setdefault(figure.paragraph, []).append(figure)
    reader = _Reader(phrases(), sections)
    for index, paragraph in enumerate(paragraphs):
        reader.paragraph(index, paragraph, by_paragraph.get(index, []))
    return tuple(draft.finished(i) for i, draft in enumerate(reader.drafts))


@dataclass(slots=True)
class _Draft:
    """A Statement while it is read."""

    paragraph: int
    start: int
    end: int
    section: int
    topic: str
    subject: str
    path: Path
    parent: int = -1
    split: int = 0
    partial: bool = False
    facts: list[Fact] = field(default_factory=list)

    def all(self, role: str) -> list[Fact]:
        return [f for f in self.facts if f.role == role]

    def has(self, *roles: str) -> bool:
        return any(f.role in roles for f in self.facts)

    def finished(self, number: int) -> Statement:
        return Statement(
            number, self.paragraph, self.start, self.end, self.section, self.topic, self.subject,
            self.path.names, self.path.code, tuple(self.facts), self.parent, self.split, self.partial,
        )  # fmt: skip


@record
class _Said:
    """A number with what the words since the number before it (`lead`) say it is, and of what."""

    figure: Figure
    role: Role
    subject: str
    against: str
    lead: str

    @property
    def fact(self) -> Fact:
        role = self.role
        return Fact(self.figure.id, role.role, role.sign, self.against, role.base, self.lead[-40:])

    def of_side(self, side: str, figure: Figure) -> _Said:
        """One number of a pair: 收、支总计各是A,B万元 says A of 收入总计 and B of 支出总计."""
        return replace(self, figure=figure, subject=_BOTH_SIDES.sub(side, self.subject))


@dataclass(slots=True)
class _List:
    """A breakdown being read: of which draft, which split of it, and whether it may be partial. bracketed:
    it ends with its bracket. level: of the item number of the paragraph that opened one over paragraphs, 0
    without a number."""

    parent: int
    split: int = 0
    partial: bool = False
    nested: bool = False
    bracketed: bool = False
    level: int = 0


class _Reader:
    """Walks the paragraphs once; what is inherited between sentences is its state."""

    def __init__(self, words: Phrases, sections: Sequence[Section]) -> None:
        self.words = words
        self.sections = sections
        self.topics = topics_of(sections)
        self.drafts: list[_Draft] = []
        self.path = Path()
        self.lists: list[_List] = []
        self.section_lists: list[_List] = []  # over the paragraphs, each nested in the one before
        self.itemised = True  # whether the sentence may give an item of the innermost
        self.section = -1
        self.first = 0  # first draft of the paragraph

    def paragraph(self, index: int, paragraph: TextParagraph, figures: list[Figure]) -> None:
        if paragraph.section != self.section:
            self._enter(paragraph.section)
        text = paragraph.text
        marker = marker_of(text)
        while marker is not None and self.section_lists and marker.level <= self.section_lists[-1].level:
            self.section_lists.pop()  # 2. … after a list that 1. … opened
        named = list(mentions(text, paragraph.lead))
        self.first = len(self.drafts)
        at = 0  # next figure
        for start, end in _sentences(text, paragraph.lead):
            inside: list[Figure] = []
            while at < len(figures) and figures[at].start < end:
                inside.append(figures[at])
                at += 1
            # （二）公务用车购置及运行费A万元。其中：购置费B万元。运行费C万元: one item a numbered paragraph
            within = marker is not None and text[start - 1] == "。" and len(self.drafts) > self.first
            self.itemised = not within or marker_of(text[start:end]) is not None
            self._sentence(index, paragraph, (start, end), inside, named)
        self._open_section_list(text, marker.level if marker is not None else 0)

    def _enter(self, section: int) -> None:
        self.section = section
        entered = self.sections[section]
        if self.topics[section] not in _ACCOUNTS or (
            entered.level <= 4 and next(mentions(entered.title), None) is None
        ):
            self.path = Path()
        above = self._ancestors(section)
        while self.section_lists and self.drafts[self.section_lists[-1].parent].section not in above:
            self.section_lists.pop()

    def _ancestors(self, section: int | None) -> set[int]:
        found: set[int] = set()
        while section is not None and section not in found:
            found.add(section)
            section = self.sections[section].parent
        return found

    def _open_section_list(self, text: str, level: int) -> None:
        """…其中： or 具体情况如下： at the end of a paragraph breaks its amount down over the paragraphs
        that follow, when it is clear which amount: one only is part of nothing, or is the paragraph's item
        of the list that it stands in."""
        match = self.words.search("list", "opens", text[-16:])
        if not match or text[-1] not in "：，:":
            return
        own = range(self.first, len(self.drafts)) or range(max(0, len(self.drafts) - 12), len(self.drafts))
        heads = [i for i in own if self._is_head(i)]
        if len(heads) == 1 or (heads and self.first == len(self.drafts)):
            # 一般公共预算财政拨款支出主要用于以下几个方面： names the amount of an earlier paragraph
            named = [i for i in heads if (name := core(self.drafts[i].subject)) and name in text]
            heads = named or heads
            self.section_lists = []
        else:
            outer = self.section_lists[-1].parent if self.section_lists else -1
            heads = [i for i in own if outer >= 0 and i >= self.first and self.drafts[i].parent == outer]
            if len(heads) != 1:
                return
        splits = [d.split + 1 for d in self.drafts[heads[-1] :] if d.parent == heads[-1]]
        partial = "主要包括" in text[-16:]
        self.section_lists.append(_List(heads[-1], max(splits, default=0), partial, level=level))

    def _is_head(self, draft: int) -> bool:
        held = self.drafts[draft]
        return held.parent < 0 and held.section == self.section and held.has("amount", "final", "budget")

    def _head(self, start: int) -> int:
        """The last draft from `start` on that is part of nothing, else the last one of all."""
        for i in range(len(self.drafts) - 1, start - 1, -1):
            if self._is_head(i):
                return i
        return len(self.drafts) - 1

    def _sentence(
        self,
        index: int,
        paragraph: TextParagraph,
        bounds: tuple[int, int],
        figures: list[Figure],
        named: list[Mention],
    ) -> None:
        text, (start, end) = paragraph.text, bounds
        self.lists = [entry for entry in self.lists if not entry.nested or entry.bracketed]
        if text[start - 1 : start] != "；" and not text.startswith(("其中", "具体"), start):
            self.lists = []
        against, current, read_to = "", None, start
        twin: _Draft | None = None  # the expenditure side of a pair, `current` being its income side
        waiting = list(figures)
        while waiting:
            figure = waiting.pop(0)
            lead = text[read_to : figure.start]
            self._pass(named, read_to, figure.start)
            current = self._behind_bracket(lead, current)
            against = self.words.against(lead) or against
            self._open_lists(lead, current, read_to == start, read_to)
            phrase = phrase_of(lead)
            role = self._role(figure, phrase, current)
            subject = subject_of(phrase, role) or compared(lead, role) or self._titled(paragraph, start, role)
            said = _Said(figure, role, subject, against, lead)
            paired = bool(waiting) and _is_pair(text, figure, waiting[0])
            if paired and (twin is not None or _BOTH_SIDES.search(said.subject)):
                right = waiting.pop(0)
                current = self._place(index, paragraph, said.of_side("收入", figure), current)
                twin = self._place(index, paragraph, said.of_side("支出", right), twin)
                figure = right
            else:
                before, current = current, self._place(index, paragraph, said, current)
                twin = twin if current is before else None
            read_to = figure.end
        self._behind_bracket(text[read_to:end], None)
        self._pass(named, read_to, end)
        if text[end - 1] == "；":  # …，其中：A与上年持平；B减少D万元: a list whose first parts have no number
            self._open_lists(text[read_to:end], current, read_to == start, read_to)

    def _titled(self, paragraph: TextParagraph, start: int, role: Role) -> str:
        """1. 公务接待费。2021年决算数A万元: the item's own title, for the first amount behind it."""
        if len(self.drafts) > self.first or role.role not in {"amount", "final", "budget"}:
            return ""
        return item_title(paragraph.text, paragraph.lead, start)

    def _pass(self, named: list[Mention], start: int, end: int) -> None:
        for mention in named:
            if start <= mention.start < end:
                self.path = self.path.after(mention)

    def _open_lists(self, lead: str, current: _Draft | None, opening: bool, read_to: int) -> None:
        match = self.words.search("list", "opens", lead)
        if not match or not self.drafts:
            return
        if self.lists and self.words.search("list", "split", lead):
            self.lists[-1] = replace(self.lists[-1], split=self.lists[-1].split + 1)
            return
        if current is not None:
            parent = len(self.drafts) - 1
        elif (opening and lead.startswith(("其中", "具体"))) or len(self.drafts) > self.first:
            parent = self._head(self.first if len(self.drafts) > self.first else 0)
        else:
            return
        partial = bool(self.words.search("list", "partial", lead[max(0, match.start() - 2) :]))
        splits = [d.split + 1 for d in self.drafts[self.first :] if d.parent == parent and d.end <= read_to]
        bracketed = lead[: match.start()].endswith("（")
        nested = bool(self.lists)
        self.lists.append(_List(parent, max(splits, default=0), partial, nested, bracketed))

    def _behind_bracket(self, lead: str, current: _Draft | None) -> _Draft | None:
        """财政拨款收入A万元（其中：B1万元，B2万元），占Y%: the share is of A again."""
        if self.lists and self.lists[-1].bracketed and lead.count("）") > lead.count("（"):
            return self.drafts[self.lists.pop().parent]
        return current

    def _role(self, figure: Figure, phrase: str, current: _Draft | None) -> Role:
        if figure.kind is Kind.PERCENT:
            if figure.unit == "个百分点":
                return Role("points")
            after = current is not None and current.facts[-1].role == "budget"
            return self.words.percent(phrase, after)
        if figure.kind is Kind.COUNT:
            return Role("count", 1, phrase)
        if figure.unit == "" and current is not None and current.facts[-1].role == "change":
            # 增长13.95。: a rate whose % sign is missing (catalogue P115)
            role = self.words.percent(phrase, False)
            if role.role == "growth":
                return role
        return self.words.amount(phrase)

    def _place(self, index: int, paragraph: TextParagraph, said: _Said, current: _Draft | None) -> _Draft:
        if current is None or _opens(said, current):
            current = self._continued(said) or self._draft(index, paragraph, said)
        current.facts.append(said.fact)
        current.end = max(current.end, said.figure.end) if current.paragraph == index else current.end
        return current

    def _continued(self, said: _Said) -> _Draft | None:
        """The statement of an earlier sentence of the paragraph that a change, a part of a change or a
        completion goes on about: 与2018年相比，…支出增加D万元 after …支出A万元。"""
        role, subject, against = said.role, said.subject, said.against
        told = self.drafts[self.first :][::-1]
        if not subject:
            # …其中：A万元；B万元。与上年相比增加D万元: of the whole, before any of its parts
            told.sort(key=lambda draft: draft.parent >= self.first)
        for draft in told:
            if role.role == "part" and draft.has("change"):
                return draft
            if role.role in {"change", "completion", "growth"} and draft.has("amount", "final"):
                if any(f.role == role.role and f.against == against for f in draft.facts):
                    continue
                # 收支较上年增加D万元 after 收入总计A万元，支出总计A万元: of either
                if not subject or subject in draft.subject or _BOTH_SIDES.fullmatch(subject):
                    return draft
            if not subject and draft.has("budget") and not draft.has("final", "amount"):
                other_budget = role.role == "budget" and role.base not in {
                    f.base for f in draft.all("budget")
                }
                if role.role == "final" or other_budget:
                    return draft
        return None

    def _end_lists(self, index: int, said: _Said) -> None:
        """What is told of a whole again, in a later paragraph, ends the list of its parts."""
        for depth, entry in enumerate(self.section_lists):
            home = self.drafts[entry.parent]
            if index > home.paragraph and said.subject and core(said.subject) == core(home.subject):
                del self.section_lists[depth:]
                return

    def _draft(self, index: int, paragraph: TextParagraph, said: _Said) -> _Draft:
        entry = self.lists[-1] if self.lists else None
        if entry is None:
            self._end_lists(index, said)
            if self.section_lists and self.itemised:
                home = self.drafts[self.section_lists[-1].parent]
                entry = self.section_lists[-1] if index > home.paragraph else None
        draft = _Draft(
            paragraph=index,
            start=said.figure.start,
            end=said.figure.end,
            section=paragraph.section,
            topic=self.topics[paragraph.section],
            subject=said.subject,
            path=self.path,
        )
        if entry is not None:
            draft.parent, draft.split, draft.partial = entry.parent, entry.split, entry.partial
        self.drafts.append(draft)
        return draft


def _opens(said: _Said, current: _Draft) -> bool:
    """Whether a number opens a statement of its own rather than joining the current one."""
    role, subject, against = said.role, said.subject, said.against
    match role.role:
        case "share":
            return bool(subject) and subject not in current.subject
        case "growth" | "completion" | "difference" | "points" | "rate" | "part":
            return False
        case "change":
            same = any(f.role == "change" and f.against == against for f in current.facts)
            return same or (bool(subject) and current.has("change"))
        case "count":
            return current.has("count", "amount", "final")
        case "budget":
            same = any(f.role == "budget" and f.base == role.base for f in current.facts)
            other = bool(subject) and core(subject) != core(current.subject)
            return same or current.has("completion") or (other and current.has("amount", "final"))
        case "final":
            return current.has("final", "amount") or (bool(subject) and subject not in current.subject)
    return True


_ACCOUNTS = {"gpb_detail", "gpb", "gpb_overall", "gpb_structure", "fiscal", "fund", "scap", "expenditure"}
"""Topics whose sections name accounts one below another, so that a 类 holds over the headings."""


def _is_pair(text: str, left: Figure, right: Figure) -> bool:
    """Two numbers of one kind with only a comma between them: A,B万元, or G1%、G2% (Sichuan, pattern 10)."""
    return left.kind is right.kind and text[left.end : right.start] in _BETWEEN_A_PAIR


def _sentences(text: str, skip: int) -> Iterator[tuple[int, int]]:
    start = skip
    for match in _SENTENCE_END.finditer(text, skip):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)
