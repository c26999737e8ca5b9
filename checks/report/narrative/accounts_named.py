"""Accounts named in running text: 社会保障和就业支出（类）抚恤（款）死亡抚恤（项）, 小学教育（2050202）."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

LEVELS = ("类", "款", "项")
_LEVELLED = re.compile(
    r"(?P<name>(?:[^，。；：！？（）、\s]|、(?=[^（），。；：]{1,12}支出)|（(?!类|款|项)[^（）]{0,12}）)+?)[（](?P<digits>\d{2,7})?(?P<level>类|款|项)[）]"
)
_LEVEL = re.compile(r"[（(](?:\d{2,7})?[类款项][）)]")
"""What a name with a level ends with: found at once, where names are tried from each character on."""
_CODED = re.compile(r"(?P<name>[\u4e00-\u9fff、（）]{2,30})（(?P<code>\d{7}|\d{5})）")
_LEADING = re.compile(
    r"^(?:\d{1,2}[、.]|（\d{1,2}）|[一二三四五六七八九十]{1,3}、)+|^(?:其中|主要用于|包括|按照?)[:：]?|^(?:财政拨款)?支出(?=[\u4e00-\u9fff]{3})(?!决算)"
)


@dataclass(frozen=True, slots=True)
class Mention:
    """level: 0 类, 1 款, 2 项; code "" unless printed. start, end: offsets in the text. digits: what a level
    adds to the code of the level above it: 公共安全支出（204类）司法（06款）行政运行（01项）."""

    name: str
    level: int
    code: str
    start: int
    end: int
    digits: str = ""


def mentions(text: str, skip: int = 0) -> Iterator[Mention]:
    """Accounts named with their level or with their code, in order, from offset `skip` on."""
    if _LEVEL.search(text, skip):
        for match in _LEVELLED.finditer(text, skip):
            name = _LEADING.sub("", match["name"])
            if name:
                digits = match["digits"] or ""
                level = LEVELS.index(match["level"])
                yield Mention(name, level, "", match.start(), match.end(), digits)
    if "（2" in text:
        for match in _CODED.finditer(text, skip):
            code = match["code"]
            yield Mention(
                _LEADING.sub("", match["name"]), {5: 1, 7: 2}[len(code)], code, match.start(), match.end()
            )


@dataclass(frozen=True, slots=True)
class Path:
    """The account in force while a text is read: names of 类, 款, 项 and a printed code."""

    names: tuple[str, str, str] = ("", "", "")
    code: str = ""

    def after(self, mention: Mention) -> Path:
        """A 类 begins a new path, a 款 keeps the 类, a 项 keeps both."""
        if mention.code:
            return Path(("", "", mention.name), mention.code)
        names = [*self.names[: mention.level], mention.name, "", ""][:3]
        return Path((names[0], names[1], names[2]), self._code_with(mention))

    def _code_with(self, mention: Mention) -> str:
        """The code so far with the digits of another level, "" when they make no code of that level."""
        length = 3 + 2 * mention.level
        above = self.code[: length - len(mention.digits)] if len(mention.digits) < length else ""
        code = above + mention.digits
        return code if mention.digits and len(code) == length else ""

    def __bool__(self) -> bool:
        return any(self.names)
