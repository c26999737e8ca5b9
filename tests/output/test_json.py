"""The JSON of an audit: the schema the README gives, digits as printed."""

from __future__ import annotations

import json
from dataclasses import replace

from checks.output.json import audit_json
from checks.texts import Texts
from tests.output.audits import BROKEN, MISSING, TAILED, TITLE, small_audit


def test_a_report_is_one_line_of_the_stated_schema() -> None:
    line = audit_json(small_audit(), Texts("zh"))
    assert "\n" not in line
    data = json.loads(line)
    message = {finding["id"]: finding.pop("message") for finding in data["findings"]}
    stated = {
        "text": "81.11万元",
        "value": "81.11",
        "unit": "万元",
        "role": "left",
        "table": None,
        "row": None,
        "column": None,
        "place": {"line": 12},
    }
    printed = stated | {
        "text": "81.12万元",
        "value": "81.12",
        "role": "right",
        "table": "T5",
        "row": "2210201 住房公积金",
        "column": "合计",
        "place": {"line": 31},
    }
    assert data["findings"][0] == {
        "id": BROKEN,
        "rule": "N106",
        "severity": "warning",
        "verdict": "break",
        "stated": "81.11",
        "expected": "81.12",
        "difference": "-0.01",
        "suspect": stated,
        "suggestion": "81.12",
        "figures": [stated, printed],
        "follows": [],
        "place": {"line": 12},
    }
    assert list(message) == [BROKEN, MISSING, TAILED]
    del data["findings"]
    assert data == {
        "schema": 1,
        "path": "report.md",
        "sha256": "ab" * 32,
        "title": "某局2019年度部门决算",
        "department": "某局",
        "year": 2019,
        "tables": [
            {"id": "T5", "title": TITLE, "unit": "万元", "rows": 3, "columns": 3, "place": {"line": 28}}
        ],
        "counts": {"relations": 5, "tie": 0, "tail": 1, "break": 1, "unchecked": 3},
        "coverage": {
            "figures": 4,
            "checked": 4,
            "tables": {"figures": 3, "checked": 3},
            "narrative": {"figures": 1, "checked": 1},
        },
        "unchecked": [{"rule": "X114", "reason": "table_missing", "count": 3}],
        "seconds": 0.125,
    }


def test_only_messages_depend_on_the_language() -> None:
    texts = [json.loads(audit_json(small_audit(), Texts(lang))) for lang in ("zh", "en")]
    zh, en = ([finding.pop("message") for finding in data["findings"]] for data in texts)
    assert zh != en
    assert texts[0] == texts[1]


def test_nothing_is_expected_where_nothing_should_stand() -> None:
    audit = small_audit()
    left_over = replace(audit.findings[1], stated="XX", expected="—")
    (said,) = json.loads(audit_json(replace(audit, findings=[left_over]), Texts("zh")))["findings"]
    assert (said["stated"], said["expected"]) == ("XX", None)
