"""What the READMEs say is what the program does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import tomli

from checks.annotations import Annotations
from checks.output.json import audit_object
from checks.relations.rulebook import load_rules
from checks.texts import Texts
from tests.conftest import ROOT
from tests.output.audits import small_audit
from tests.readme import READMES, renewed

LANGUAGES = sorted(READMES)


def blocks(lang: str, kind: str) -> list[str]:
    found = re.findall(r"^```(\w*)\n(.*?)^```$", READMES[lang].read_text("utf-8"), re.DOTALL | re.MULTILINE)
    return [text for name, text in found if name == kind]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_commands_keys_and_exit_codes_are_the_programs(lang: str) -> None:
    assert READMES[lang].read_text("utf-8") == renewed(READMES[lang], lang), "run python -m tests.readme"


def test_both_languages_give_the_same_commands_and_chapters() -> None:
    assert blocks("en", "sh") == blocks("zh", "sh")
    headings = [re.findall("^#+ ", READMES[lang].read_text("utf-8"), re.MULTILINE) for lang in LANGUAGES]
    assert headings[0] == headings[1]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_json_schema_names_every_field_of_the_output(lang: str) -> None:
    (schema,) = (block for block in blocks(lang, "") if block.startswith('{"schema"'))
    assert set(re.findall(r'"(\w+)"', schema)) - {"T1"} == set(
        _names(audit_object(small_audit(), Texts(lang)))
    ) | {"rule"}


def _names(value: object) -> set[str]:
    if isinstance(value, list):
        return {name for item in value for name in _names(item)}
    if not isinstance(value, dict):
        return set()
    inner = {name for key, item in value.items() if key != "place" for name in _names(item)}
    return inner | set(value)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_rule_is_taken_and_the_annotation_file_is_read(lang: str, tmp_path: Path) -> None:
    annotated, ruled = blocks(lang, "toml")
    mine = tmp_path / "mine.toml"
    mine.write_text(ruled, encoding="utf-8")
    assert tomli.loads(ruled)["rule"][0]["id"] in load_rules([mine])

    (tmp_path / "report.md.review.toml").write_text(annotated, encoding="utf-8")
    annotations = Annotations(tmp_path / "report.md")
    assert not annotations.troubles
    assert [(a.on, a.status) for a in annotations] == [("finding", "confirmed"), ("figure", "open")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_links_lead_somewhere(lang: str) -> None:
    text = READMES[lang].read_text("utf-8")
    for target in re.findall(r"\]\(([^)#:]+)\)", text):
        assert (ROOT / target).is_file(), target
