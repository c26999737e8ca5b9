"""The command line as a person meets it: what it prints, where, and its exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import tomli
from rich.cells import cell_len

from checks.texts import Texts, languages
from tests.conftest import ROOT
from tui.cli import main
from tui.commands import COMMANDS, COMMON, UsageError, parse
from tui.progress import ReadingProgress

REPORT = """\
# 某局2019年度部门决算

## 一、一般公共预算财政拨款支出决算情况说明

住房保障支出（类）住房改革支出（款）住房公积金（项）支出决算为81.11万元。

## 一般公共预算财政拨款支出决算表

单位：万元

| 科目编码 | 科目名称 | 本年支出合计 | 基本支出 | 项目支出 |
|---|---|---|---|---|
| | 合计 | 103.54 | 103.54 | 0.00 |
| 221 | 住房保障支出 | 103.54 | 103.54 | 0.00 |
| 22102 | 住房改革支出 | 103.54 | 103.54 | 0.00 |
| 2210201 | 住房公积金 | 81.12 | 81.12 | 0.00 |
| 2210203 | 购房补贴 | 22.42 | 22.42 | 0.00 |
"""


@pytest.fixture
def report(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    path = tmp_path / "report.md"
    path.write_text(REPORT, encoding="utf-8")
    return path


def run(*words: object, **environment: str) -> subprocess.CompletedProcess[str]:
    """`gouji` in a process of its own, its output in pipes."""
    return subprocess.run(
        [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", *map(str, words)],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env=os.environ | environment,
        timeout=60,
        check=False,
    )


# ── usage and help ──


def test_options_stand_anywhere() -> None:
    asked = parse(["--lang", "zh", "check", "a.md", "--select=N,P1", "--select", "X", "b.md", "--", "--all"])
    assert asked.command.name == "check"
    assert asked.operands == ("a.md", "b.md", "--all")
    assert asked.one("lang") == "zh"
    assert asked.many("select") == ("N", "P1", "X")
    assert not asked.on("all")


def test_a_word_that_is_nearly_a_command_is_asked_about(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for word, near in (("chek", "check"), ("Tabels", "tables"), ("explan", "explain")):
        with pytest.raises(UsageError) as refused:
            parse([word, "report.md"])
        assert refused.value.details == {"word": word, "near": near}
    Path("chek").write_text("", encoding="utf-8")
    assert parse(["chek", "report.md"]).operands == ("chek", "report.md")


def test_a_word_that_is_no_command_is_a_report_to_review() -> None:
    assert parse(["report.md"]).command.name == ""
    assert parse(["决算"]).operands == ("决算",)
    assert parse(["./check"]).operands == ("./check",)


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        ([], "gouji needs more: REPORT...\n"),
        (["--lang"], "--lang needs LANG after it."),
        (["check"], "gouji check needs more: PATH...\n"),
        (["--lang", "zh", "check"], "gouji check 后面还要写：PATH...\n"),
        (["check", "a.md", "--lang=zh", "--fromat"], "没有 --fromat 这个选项。"),
        (["check", "a.md", "--fromat", "json"], "There is no option --fromat. Did you mean --format?"),
        (["check", "a.md", "--format", "yaml"], "--format cannot be “yaml”. It can be: text, json, html"),
        (["check", "a.md", "--format"], "--format needs FORMAT after it."),
        (["check", "a.md", "--all=yes"], "--all takes no value."),
        (["explain", "--out", "x"], "gouji explain has no option --out."),
        (["check", "a.md", "-%"], "There is no option -%."),
        (["a.md", "--lang", "fr"], "There are no texts in “fr”. Known languages: en, zh"),
        (["tables", "a.md", "b.md"], "One report at a time here."),
    ],
)
def test_wrong_usage_is_a_line_and_exit_code_2(
    words: list[str], complaint: str, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    assert main(words) == 2
    shown = capsys.readouterr()
    assert shown.err.startswith(complaint)
    assert shown.out == ""


@pytest.mark.parametrize("lang", languages())
@pytest.mark.parametrize("width", [40, 80, 200])
@pytest.mark.parametrize("command", [command.name for command in COMMANDS])
def test_help_fits_the_terminal_and_names_every_option(
    command: str, width: int, lang: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    assert main([*command.split(), "--help", "--lang", lang]) == 0
    shown = capsys.readouterr().out
    described = next(c for c in COMMANDS if c.name == command)
    examples = Texts(lang)(f"cli.example.{command}").splitlines()
    for line in shown.splitlines():
        assert cell_len(line) <= width or line.strip() in examples
    for option in described.options:
        assert f"--{option.name}" in shown
    assert "cli." not in shown


def test_every_text_exists_in_every_language() -> None:
    keys = {
        lang: _keys(tomli.loads((ROOT / f"checks/texts/{lang}.toml").read_text("utf-8")))
        for lang in languages()
    }
    assert keys["zh"] == keys["en"]
    slots = {lang: {key: _slots(Texts(lang)(key)) for key in keys["en"]} for lang in languages()}
    assert slots["zh"] == slots["en"]


def _keys(table: dict[str, object], prefix: str = "") -> set[str]:
    found = set()
    for name, value in table.items():
        found |= _keys(value, f"{prefix}{name}.") if isinstance(value, dict) else {f"{prefix}{name}"}
    return found


def _slots(text: str) -> set[str]:
    from string import Formatter

    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_version_and_options_are_the_same_for_all() -> None:
    assert {option.name for option in COMMON} == {"help", "version"}
    shown = run("--version")
    assert shown.stdout.startswith("gouji ") and shown.returncode == 0


def test_without_a_terminal_the_review_names_check(report: Path) -> None:
    shown = run(report)
    assert shown.returncode == 2
    assert "gouji check" in shown.stderr


# ── explain ──


def test_a_rule_has_a_page(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    assert main(["explain", "x102", "--lang", "zh"]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith("X102")
    assert "T3[合计]" in shown


def test_the_list_of_rules_names_each_once_by_family(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    from checks.relations.rulebook import load_rules

    assert main(["explain"]) == 0
    first_words = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line.strip()]
    for rule in load_rules().rules:
        assert first_words.count(rule) == 1


def test_an_unknown_rule_is_answered_with_the_nearest(
    capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    assert main(["explain", "H1022"]) == 2
    assert "Did you mean H102?" in capsys.readouterr().err
    assert main(["explain", "0.93"]) == 2
    assert capsys.readouterr().err == "There is no rule 0.93.\n"


def test_the_beginning_of_an_id_lists_its_rules(capsys: pytest.CaptureFixture[str], report: Path) -> None:
    assert main(["explain", "h10"]) == 0
    listed = [line.split()[0] for line in capsys.readouterr().out.splitlines() if line[:1].isupper()]
    assert {"H101", "H102"} < set(listed) and all(id.startswith("H") for id in listed)


def test_a_refused_rule_file_is_shown_with_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], report: Path
) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text('[[rule]]\nid = "Z1"\ntitle = "试"\nformula = "T1[ = 3"\n', encoding="utf-8")
    assert main(["check", str(report), "--rules", str(mine)]) == 2
    shown = capsys.readouterr()
    assert f"{mine}:4: Z1:" in shown.err and "^" in shown.err
    assert shown.out == ""


# ── tables ──


def test_tables_as_json(report: Path) -> None:
    shown = run("tables", report, "--format", "json", LC_ALL="C")
    (table,) = json.loads(shown.stdout)
    assert table["id"] == "T5"
    assert table["rows"][3] == ["2210201", "住房公积金", "81.12", "81.12", "0.00"]


def test_a_workbook_needs_a_path(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", str(report), "--format", "xlsx"]) == 2
    assert "--out" in capsys.readouterr().err
    assert (
        main(["tables", str(report), "--format", "xlsx", "--out", str(report.parent / "no" / "t.xlsx")]) == 2
    )
    assert "cannot be written" in capsys.readouterr().err


def test_a_file_that_is_no_report_is_one_line(report: Path, capsys: pytest.CaptureFixture[str]) -> None:
    report.write_bytes(b"\x00\x01")
    for command in ("tables", "check"):
        assert main([command, str(report)]) == 2
        shown = capsys.readouterr()
        assert shown.err.count("\n") == 1 and str(report) in shown.err
        assert shown.out == ""


def test_a_name_with_control_codes_commands_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(tmp_path / "a\x1b[2Jb.md")]) == 2
    assert "\x1b" not in capsys.readouterr().err


# ── check ──


def test_what_breaks_is_exit_code_1_and_both_sides_are_shown(report: Path) -> None:
    shown = run("check", report, "--lang", "zh")
    assert shown.returncode == 1
    assert shown.stderr == ""
    for text in ("✗", "第 5 行", "第 16 行", "81.11万元", "81.12万元"):
        assert text in shown.stdout
    assert "\x1b" not in shown.stdout


def test_a_line_in_a_pipe_is_as_wide_as_asked_for(report: Path) -> None:
    def widest(**environment: str) -> int:
        return max(map(cell_len, run("check", report, **environment).stdout.splitlines()))

    assert widest(COLUMNS="50") <= 50
    assert 80 < widest(COLUMNS="") <= 120


def test_a_report_that_ties_is_exit_code_0(report: Path) -> None:
    report.write_text(REPORT.replace("81.11", "81.12"), encoding="utf-8")
    shown = run("check", report, "--select", "N106,N107,H,C")
    assert (shown.returncode, shown.stderr) == (0, "")


def test_a_template_without_figures_is_exit_code_3(report: Path) -> None:
    blank = "".join(
        " | ".join(re.sub(r"\d+\.\d+", "", cell) for cell in line.split("|")) for line in [REPORT]
    )
    report.write_text(blank, encoding="utf-8")
    shown = run("check", report, "--severity", "error", "--ignore", "S")
    assert shown.returncode == 3
    assert shown.stderr.startswith(f"{report}: too few of its figures could be checked")


def test_the_others_are_done_when_one_cannot_be_read(report: Path) -> None:
    missing = report.with_name("no.md")
    shown = run("check", missing, report, "--format", "json", LC_ALL="C")
    assert shown.returncode == 2
    assert [json.loads(line)["path"] for line in shown.stdout.splitlines()] == [str(report)]
    assert str(missing) in shown.stderr.splitlines()[0]
    assert shown.stderr.splitlines()[1:] == ["2 reports: 1 cannot be read, something breaks in 1"]


def test_only_what_is_asked_for_is_heard(report: Path) -> None:
    def rules(*words: str) -> set[str]:
        shown = run("check", report, "--format", "json", *words)
        return {finding["rule"] for finding in json.loads(shown.stdout)["findings"]}

    assert "N107" in rules()
    assert rules("--select", "N") == {"N107"}
    shown = run("check", report, "--format", "json", "--select", "N107")
    assert json.loads(shown.stdout)["findings"][0]["suspect"]["value"] == "81.11"
    assert "N107" not in rules("--ignore", "N1")
    assert "N107" not in rules("--severity", "error")
    assert run("check", report, "--select", "ZZ").returncode == 2


def test_a_rule_of_ones_own_is_heard(report: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text(
        '[[rule]]\nid = "Z1"\nseverity = "error"\ntolerance = "same"\n'
        'title.zh = "购房补贴不超过住房公积金"\nformula = "T5[2210201].基本支出 = T5[2210203].基本支出"\n',
        encoding="utf-8",
    )
    shown = run("check", report, "--rules", mine, "--select", "Z1", "--lang", "zh")
    assert shown.returncode == 1
    assert "✗ 错误 Z1  购房补贴不超过住房公积金" in shown.stdout


def test_a_page_for_all_reports_goes_into_a_file(report: Path) -> None:
    page = report.with_name("page.html")
    shown = run("check", report, report, "--format", "html", "--out", page, "--lang", "zh")
    assert (shown.returncode, shown.stdout) == (1, "")
    assert page.read_text(encoding="utf-8").count("<h1>某局2019年度部门决算</h1>") == 2


def test_a_folder_is_the_reports_in_it_and_gets_a_file_for_each(report: Path) -> None:
    report.with_name("another.md").write_text(REPORT.replace("81.11", "81.12"), encoding="utf-8")
    report.with_name("~$notes.docx").write_bytes(b"a lock")
    for _ in range(2):  # what the first call wrote is no report to the second one
        shown = run("check", report.parent, "--format", "html", "--out", report.parent, "--select", "N1")
        assert shown.returncode == 1
        assert shown.stderr == "2 reports: something breaks in 1, nothing breaks in 1\n"
    written = {path.name for path in report.parent.glob("*.html")}
    assert written == {"another.md.html", "report.md.html"}


def test_a_folder_without_a_report_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "notes.toml").write_text("", encoding="utf-8")
    assert main(["check", str(tmp_path), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(f"{tmp_path}: no report in this folder")


@pytest.mark.parametrize("command", [["check"], ["check", "--format", "html"], ["tables", "--format", "csv"]])
@pytest.mark.parametrize("name", ["report.md", "other.pdf", "report.md.review.toml"])
def test_what_was_given_to_be_read_is_never_written_over(
    command: list[str], name: str, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = report.with_name(name)
    if not out.exists():
        out.write_bytes(b"%PDF-1.7")
    stood = out.read_bytes()
    assert main([*command, str(report), "--out", str(out), "--lang", "en"]) == 2
    assert capsys.readouterr().err.startswith(f"{out}: this file exists")
    assert out.read_bytes() == stood


def test_an_earlier_result_outlives_a_call_that_reads_nothing(report: Path) -> None:
    page = report.with_name("page.html")
    to_page = ("--format", "html", "--out", page)
    assert run("check", report, *to_page).returncode == 1
    earlier = page.read_text(encoding="utf-8")
    assert run("check", report.with_name("no.md"), *to_page).returncode == 2
    assert page.read_text(encoding="utf-8") == earlier
    report.write_text(REPORT.replace("81.11", "81.10"), encoding="utf-8")
    assert run("check", report, *to_page).returncode == 1
    assert "81.10" in page.read_text(encoding="utf-8")


def test_a_report_that_is_a_web_page_is_no_earlier_result(report: Path) -> None:
    """`--out *.html` names the first report of the folder."""
    page = report.with_name("other.html")
    page.write_text("<html><body>决算</body></html>", encoding="utf-8")
    assert run("check", report, "--format", "html", "--out", page).returncode == 2
    assert page.read_text(encoding="utf-8") == "<html><body>决算</body></html>"


def test_an_annotation_file_that_is_broken_is_said_and_left_alone(report: Path) -> None:
    broken = report.with_name("report.md.review.toml")
    broken.write_text("[[[", encoding="utf-8")
    shown = run("check", report)
    assert shown.returncode == 1
    assert str(broken) in shown.stderr and shown.stderr.count("\n") == 1
    assert broken.read_text(encoding="utf-8") == "[[["


def test_a_reader_that_has_seen_enough_meets_no_traceback(report: Path) -> None:
    command = [sys.executable, "-c", "import sys; from tui.cli import main; sys.exit(main())", "explain"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait(30) == 1


def test_what_goes_wrong_inside_is_one_line(
    report: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no\x1bway\nat all")

    monkeypatch.setattr("checks.door.recognise", fail)
    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    assert main(["check", str(report), "--lang", "en"]) == 2
    shown = capsys.readouterr()
    assert shown.out == "" and "internal error (RuntimeError: no?way)" in shown.err


def test_what_goes_wrong_anywhere_else_is_one_line_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no way")

    monkeypatch.setattr("checks.output.rules.rule_list", fail)
    monkeypatch.delenv("GOUJI_DEBUG", raising=False)
    assert main(["explain", "--lang", "zh"]) == 2
    said = capsys.readouterr().err
    assert said == "程序内部错误（RuntimeError: no way）。设置环境变量 GOUJI_DEBUG=1 再运行可看到详情。\n"
    monkeypatch.setenv("GOUJI_DEBUG", "1")
    with pytest.raises(RuntimeError):
        main(["explain"])


@pytest.mark.parametrize(
    ("lang", "reason"), [("zh", "路径中有一段不是文件夹"), ("en", "part of the path is no folder")]
)
def test_why_the_system_refused_is_said_in_the_language_of_the_rest(
    report: Path, lang: str, reason: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", str(report), "--lang", lang, "--out", str(report / "a.txt")]) == 2
    assert reason in capsys.readouterr().err
    assert main(["check", str(report / "b.md"), "--lang", lang]) == 2
    assert reason in capsys.readouterr().err


def test_interruption_ends_without_a_traceback(report: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.ahead.read", interrupt)
    assert main(["check", str(report)]) == 130


class Tty(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "patience", "said"), [(Tty, 0, True), (Tty, 60, False), (io.StringIO, 0, False)]
)
def test_progress_is_for_a_person_who_waits(
    stream: type[io.StringIO], patience: float, said: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = stream()
    monkeypatch.setattr("sys.stderr", shown)
    monkeypatch.setattr("tui.progress.PATIENCE", patience)
    progress = ReadingProgress(Path("dir/决算\x1b.pdf"), Texts("zh"))
    progress(12, 30)
    progress.close()
    assert shown.getvalue() == ("\r\x1b[K正在读取 决算?.pdf：12/30\r\x1b[K" if said else "")
