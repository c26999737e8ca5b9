"""A text that drops closing zeros: how many decimals an amount stands for."""

from __future__ import annotations

from pathlib import Path

from checks.reading import read
from checks.report import recognise

AMOUNTS = [f"{100 + n}.{n % 9 + 1}{n % 9 + 1}" for n in range(22)]  # 100.11 … 121.44: none ends in a zero


def places_of(tmp_path: Path, *amounts: str) -> dict[str, int]:
    path = tmp_path / "report.md"
    items = "；".join(f"第{n}类支出{amount}万元" for n, amount in enumerate(amounts))
    path.write_text(f"2024年度某局部门决算\n\n一、支出决算情况说明\n\n本年支出{items}。\n", encoding="utf-8")
    return {f.text: f.places for f in recognise(read(path)).figures if f.unit == "万元"}


def test_where_no_amount_ends_in_a_zero_shorter_ones_have_dropped_it(tmp_path: Path) -> None:
    places = places_of(tmp_path, *AMOUNTS, "13733.8", "676", "0")
    assert (places["13733.8"], places["676"], places["0"]) == (2, 2, 0)


def test_one_amount_that_keeps_its_zero_shows_that_zeros_are_printed(tmp_path: Path) -> None:
    places = places_of(tmp_path, *AMOUNTS, "250.40", "13733.8", "676")
    assert (places["13733.8"], places["676"]) == (1, 0)


def test_a_few_amounts_show_no_habit(tmp_path: Path) -> None:
    assert places_of(tmp_path, *AMOUNTS[:10], "13733.8")["13733.8"] == 1
