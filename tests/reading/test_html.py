"""Saved web pages: what a person reads on them, in order, and the tables as they look."""

from __future__ import annotations

from pathlib import Path

import pytest

from checks.reading import Document, Limits, ReadError, read
from tests.reading.shown import grid, remarks, rows, shown

ROW = "<tr><td>收入</td><td>1.00</td></tr>"


def page(tmp_path: Path, body: str, head: str = "", encoding: str = "utf-8") -> Document:
    path = tmp_path / "page.html"
    path.write_bytes(f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode(encoding))
    return read(path)


def test_spans_are_expanded_and_share_one_cell(tmp_path: Path) -> None:
    body = (
        "<table><tr><th rowspan=2>项目</th><th colspan=2>金额</th></tr><tr><th>本年</th><th>上年</th></tr>"
        "<tr><td>收入</td><td>1,240.00</td><td>&nbsp;3.00 </td></tr></table>"
    )
    table = grid(page(tmp_path, body))
    assert rows(table) == [["项目", "金额", "金额"], ["项目", "本年", "上年"], ["收入", "1,240.00", "3.00"]]
    assert table.rows[0][0] is table.rows[1][0]
    assert (table.rows[0][1].colspan, table.rows[0][0].rowspan) == (2, 2)
    assert table.rows[2][2].place.as_json() == {"line": 1, "cell": "C3"}
    assert table.rows[2][2].place.short() == "L1!C3"


@pytest.mark.parametrize(
    ("span", "width"), [('colspan="0"', 2), ('colspan="x"', 2), ('rowspan="0"', 3), ('rowspan="99"', 3)]
)
def test_spans_that_are_no_number_or_reach_too_far_do_no_harm(tmp_path: Path, span: str, width: int) -> None:
    body = f"<table><tr><td {span}>收入</td><td>1</td></tr><tr><td>支出</td><td>2</td></tr></table>"
    assert grid(page(tmp_path, body)).width == width


def test_cells_that_claim_one_place_leave_it_to_the_first(tmp_path: Path) -> None:
    body = "<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td colspan=2>c</td><td>d</td></tr></table>"
    assert rows(grid(page(tmp_path, body))) == [["a", "b", ""], ["c", "b", "d"]]


def test_head_and_foot_stand_where_a_browser_puts_them(tmp_path: Path) -> None:
    foot = "<tfoot><tr><td>合计</td><td>9</td></tr></tfoot>"
    body = f"<table>{foot}{ROW}<thead><tr><td>项</td><td>额</td></tr></thead></table>"
    assert [row[0] for row in rows(grid(page(tmp_path, body)))] == ["项", "收入", "合计"]


def test_the_text_of_a_cell_keeps_its_lines(tmp_path: Path) -> None:
    label = "七、文化旅游\n 体育<br>与传媒<p>支出</p>"
    body = f"<table><tr><td>{label}</td><td><b>9</b>.<i>87</i></td></tr></table>"
    assert rows(grid(page(tmp_path, body))) == [["七、文化旅游 体育\n与传媒\n支出", "9.87"]]


def test_layout_tables_are_walked_through(tmp_path: Path) -> None:
    body = (
        "<table><tr><td>左栏</td><td><h2>二、支出</h2><p>支出2,240.73万元。</p>"
        f"<table><caption>收入表</caption>{ROW}{ROW}</table></td></tr></table>"
    )
    document = page(tmp_path, body)
    assert shown(document) == ["左栏", "二、支出", "支出2,240.73万元。", "收入表", [["收入", "1.00"]] * 2]
    assert [paragraph.level for paragraph in document.paragraphs()] == [0, 2, 0, 0]


def test_a_small_table_inside_a_cell_does_not_take_its_table_apart(tmp_path: Path) -> None:
    inner = "<table><tr><td>甲</td><td>乙</td></tr></table>"
    body = f"<table>{ROW * 3}<tr><td>备注</td><td>{inner}</td></tr></table>"
    assert rows(grid(page(tmp_path, body)))[-1] == ["备注", "甲\n乙"]


def test_a_box_around_prose_is_no_table(tmp_path: Path) -> None:
    prose = "本年收入100.00万元。" * 40
    body = f"<table><tr><td>一</td><td><p>{prose}</p><p>下一段 2</p></td></tr></table>"
    assert shown(page(tmp_path, body)) == ["一", prose, "下一段 2"]


def test_prose_among_amounts_is_a_table(tmp_path: Path) -> None:
    prose = "完成平台建设" * 60
    body = "".join(f"<tr><td>{prose}</td><td>{amount}</td></tr>" for amount in ("62.59", "109.22"))
    assert [row[1] for row in rows(grid(page(tmp_path, f"<table>{body}</table>")))] == ["62.59", "109.22"]


def test_what_a_person_does_not_read_is_left_out(tmp_path: Path) -> None:
    body = (
        "<script>x = '收入 1'</script><style>p{}</style><!-- 收入 2 --><p style='display: none'>收入 3</p>"
        "<div class='top-nav'><a href='/'>首页</a> 4</div><nav>导航 5</nav><footer>版权 6</footer>"
        "<ul><li><a href='/a'>新闻</a><li><a href='/b'>公告</a><li><a href='/c'>专题 7</a></ul>"
        "<p hidden>8</p><select><option>9</option></select><noscript>10</noscript><p>收入 11 万元</p>"
    )
    assert shown(page(tmp_path, body, head="<title>标题 12</title>")) == ["收入 11 万元"]


def test_a_table_of_contents_and_a_long_text_in_a_navigation_class_are_read(tmp_path: Path) -> None:
    links = "".join(f"<li><a href='#{n}'>第{n}部分</a></li>" for n in range(3))
    body = f"<ul>{links}</ul><div class='share'><table>{ROW}</table></div>"
    assert shown(page(tmp_path, body)) == ["第0部分", "第1部分", "第2部分", [["收入", "1.00"]]]


def test_hidden_rows_and_cells_are_no_part_of_a_table(tmp_path: Path) -> None:
    hidden = "<tr style='display:none'><td>x</td></tr>"
    body = f"<table>{ROW}{hidden}<tr><td hidden>y</td><td>支出</td><td>2</td></tr></table>"
    assert rows(grid(page(tmp_path, body))) == [["收入", "1.00"], ["支出", "2"]]


def test_items_of_a_numbered_list_carry_their_number(tmp_path: Path) -> None:
    plain = "<ol style='list-style-type: none'><li>1.结余</li></ol>"
    body = f"<ol start=3><li>收入</li><li>支出 5</li></ol>{plain}"
    assert shown(page(tmp_path, body)) == ["3. 收入", "4. 支出 5", "1.结余"]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="gb2312">', "gb18030"),
        ("<meta http-equiv=Content-Type content='text/html; charset=gbk'>", "gb18030"),
        ('<meta charset="gb2312">', "utf-8"),
        ("", "gb18030"),
        ("", "utf-8-sig"),
        ("", "utf-16"),
    ],
)
def test_encodings_declared_rightly_wrongly_and_not_at_all(tmp_path: Path, head: str, encoding: str) -> None:
    sentence = "2023年度一般公共预算财政拨款收入5250.40万元。"
    assert shown(page(tmp_path, f"<p>{sentence}</p>", head, encoding)) == [sentence]


def test_deleted_text_is_left_out_and_remarked(tmp_path: Path) -> None:
    document = page(tmp_path, "<p>收入<del>99.00</del><ins>100.00</ins>万元</p>")
    assert shown(document) == ["收入100.00万元"]
    assert remarks(document) == {"deleted_text": {"count": "1"}}


def test_the_page_in_a_web_archive_is_read(tmp_path: Path) -> None:
    path = tmp_path / "saved.mht"
    path.write_bytes(
        b"From: <Saved>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=XX\r\n\r\n"
        b"--XX\r\nContent-Type: text/html; charset=gb2312\r\nContent-Transfer-Encoding: 8bit\r\n\r\n"
        + f"<html><body><table>{ROW}</table></body></html>".encode("gb18030")
        + b"\r\n--XX\r\nContent-Type: image/png\r\n\r\nabc\r\n--XX--\r\n"
    )
    assert shown(read(path)) == [[["收入", "1.00"]]]


def test_tags_nested_deeper_than_the_parser_goes_are_refused_not_cut(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as refusal:
        page(tmp_path, "<div>" * 300 + "收入 1" + "</div>" * 300 + "<p>支出 2</p>")
    assert refusal.value.key == "too_deep"


def test_tables_nested_deeper_than_the_limit_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    path.write_text("<table><tr><td>1" * 9 + ROW, encoding="utf-8")
    with pytest.raises(ReadError) as refusal:
        read(path, limits=Limits(nesting=8))
    assert refusal.value.key == "limit.nesting"
    assert refusal.value.details["variable"] == "GOUJI_LIMIT_NESTING"


def test_a_table_of_more_cells_than_the_limit_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    wide = "<tr><td rowspan=60000 colspan=1000>1</td></tr>"
    path.write_text(f"<table>{wide}{ROW * 9}</table>", encoding="utf-8")
    with pytest.raises(ReadError) as refusal:
        read(path, limits=Limits(cells=5_000))
    assert refusal.value.key == "limit.cells"


def placed(*pieces: tuple[float, float, str], unit: str = "px") -> str:
    """Pieces of text at (left, top), as converters write them that keep no table."""
    return "".join(
        f'<p style="position:absolute;top:{top}{unit};left:{left}{unit};font-size:12px">{text}</p>'
        for left, top, text in pieces
    )


CONVERTED = (
    (200, 40, "收入决算表"),
    (430, 60, "单位：万元"),
    (50, 80, "科目"),
    (320, 80, "收入"),
    (50, 100, "编码"),
    (120, 100, "名称"),
    (270, 98, "合计"),
    (376, 100, "财政"),
    (401, 101, "拨款"),
    (50, 120, "20103"),
    (120, 120, "政府办公厅"),
    (258, 120, "2,240.73"),
    (376, 120, "1,240.00"),
    (120, 132, "（室）"),
    (50, 150, "合计"),
    (258, 150, "5,271.57"),
    (388, 150, "268.77"),
    (50, 200, "注：本表反映"),
    (124, 199, "2"),
    (132, 200, "项收入。"),
)


def test_text_at_coordinates_is_put_into_lines_and_columns(tmp_path: Path) -> None:
    body = f'<div id="page1" style="position:relative;width:600px">{placed(*reversed(CONVERTED))}</div>'
    assert shown(page(tmp_path, body)) == [
        "收入决算表",
        "单位：万元",
        [
            ["科目", "", "收入", "收入"],
            ["编码", "名称", "合计", "财政拨款"],
            ["20103", "政府办公厅\n（室）", "2,240.73", "1,240.00"],
            ["合计", "", "5,271.57", "268.77"],
        ],
        "注：本表反映2项收入。",
    ]


def test_pages_at_coordinates_follow_each_other_and_boxes_add_up(tmp_path: Path) -> None:
    style = "<style>.x1{left:50.5px;}.x2{left:10pt}.y1{bottom:700px}.y2{bottom:20.0px;}</style>"
    line = '<div class="t x1 y1">第{}行</div><div class="c x1 y2"><div class="t x2 y2">第{}行 {}</div></div>'
    body = "".join(f'<div class="pf">{line.format(2 * n - 1, 2 * n, n)}</div>' for n in range(1, 7))
    assert shown(page(tmp_path, body, head=style))[:4] == ["第1行", "第2行 1", "第3行", "第4行 2"]


def test_a_contents_at_coordinates_is_no_table(tmp_path: Path) -> None:
    pieces = [(50.0, 20.0 * n, f"第{n}部分") for n in range(1, 7)]
    pieces += [(400.0, 20.0 * n, f"…… {n}") for n in range(1, 7)]
    assert shown(page(tmp_path, placed(*pieces)))[0] == "第1部分 …… 1"
