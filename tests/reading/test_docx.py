"""Word documents: changes as accepted, numbers as printed, tables with their spans."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from checks.reading import Document, Limits, ReadError, read
from tests.reading.shown import grid, remarks, rows, shown

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_BOX = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)


def element(source: str) -> Any:
    """The XML of one element, in whose first tag `_` stands for the namespaces."""
    return parse_xml(source.replace(" _", f" {_W} {_BOX}", 1))


def run(text: str, tag: str = "t", look: str = "") -> str:
    return f'<w:r>{look}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def written(tmp_path: Path, body: Iterable[str] = (), document: Any = None) -> Document:
    """A document with those elements at the end of its body."""
    document = document or docx.Document()
    for source in body:
        document.element.body.insert(len(document.element.body) - 1, element(source))
    document.save(tmp_path / "report.docx")
    return read(tmp_path / "report.docx")


def paragraph(content: str, look: str = "") -> str:
    return f"<w:p _>{look}{content}</w:p>"


def table(*rows_: str) -> str:
    return "<w:tbl _><w:tblPr/>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows_) + "</w:tbl>"


def cell(text: str, look: str = "") -> str:
    return f"<w:tc><w:tcPr>{look}</w:tcPr><w:p>{run(text) if text else ''}</w:p></w:tc>"


def test_inserted_text_counts_deleted_text_does_not_and_both_are_remarked(tmp_path: Path) -> None:
    changed = (
        run("本年收入")
        + f'<w:del w:id="1" w:author="a">{run("99.00", "delText")}</w:del>'
        + f'<w:ins w:id="2" w:author="a">{run("100.00")}</w:ins>'
        + f'<w:moveFrom w:id="3" w:author="a">{run("（旧）")}</w:moveFrom>{run("万元。")}'
    )
    document = written(tmp_path, [paragraph(changed)])
    assert shown(document) == ["本年收入100.00万元。"]
    assert remarks(document) == {"inserted_text": {"count": "1"}, "deleted_text": {"count": "2"}}


def test_a_paragraph_whose_end_is_deleted_goes_on_in_the_next(tmp_path: Path) -> None:
    deleted_end = '<w:pPr><w:rPr><w:del w:id="1" w:author="a"/></w:rPr></w:pPr>'
    document = written(tmp_path, [paragraph(run("收入5250"), deleted_end), paragraph(run(".40万元"))])
    assert shown(document) == ["收入5250.40万元"]


def test_deleted_rows_are_gone_and_inserted_rows_are_there(tmp_path: Path) -> None:
    mark = '<w:trPr><w:{} w:id="1" w:author="a"/></w:trPr>'
    document = written(
        tmp_path,
        [
            table(
                cell("项目") + cell("金额"),
                mark.format("del") + cell("旧") + cell("1"),
                mark.format("ins") + cell("新") + cell("2"),
            )
        ],
    )
    assert rows(grid(document)) == [["项目", "金额"], ["新", "2"]]
    assert remarks(document) == {"inserted_text": {"count": "1"}, "deleted_text": {"count": "1"}}


def test_spans_across_and_down(tmp_path: Path) -> None:
    down, on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    document = written(
        tmp_path,
        [
            table(
                cell("项目", down) + cell("金额", '<w:gridSpan w:val="2"/>'),
                cell("", on) + cell("本年") + cell("上年"),
                cell("收入", down) + cell("1.00") + cell("2.00"),
                cell("", on) + cell("3.00") + cell("4.00"),
            )
        ],
    )
    got = grid(document)
    assert rows(got) == [
        ["项目", "金额", "金额"],
        ["项目", "本年", "上年"],
        ["收入", "1.00", "2.00"],
        ["收入", "3.00", "4.00"],
    ]
    assert got.rows[0][0] is got.rows[1][0]
    assert got.rows[2][0] is not got.rows[0][0]
    assert got.rows[3][2].place.as_json() == {"line": 1, "cell": "C4"}


def test_a_row_that_begins_further_in_leaves_its_gap(tmp_path: Path) -> None:
    gap = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    document = written(tmp_path, [table(cell("a") + cell("b"), gap + cell("1"))])
    assert rows(grid(document)) == [["a", "b"], ["", "1"]]


def test_a_continued_cell_below_nothing_is_blank(tmp_path: Path) -> None:
    document = written(tmp_path, [table(cell("", "<w:vMerge/>") + cell("1"), cell("a") + cell("2"))])
    assert rows(grid(document)) == [["", "1"], ["a", "2"]]


def test_a_cell_keeps_its_paragraphs_and_flattens_the_table_in_it(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr>" + cell("甲") + cell("乙") + "</w:tr></w:tbl><w:p/>"
    two = f"<w:tc><w:p>{run('第一')}</w:p><w:p>{run('第二')}</w:p>{inner}</w:tc>"
    document = written(tmp_path, [table(cell("a") + two, cell("b") + cell("1"), cell("c") + cell("2"))])
    assert rows(grid(document))[0] == ["a", "第一\n第二\n甲\n乙"]


def test_a_box_made_of_a_table_is_no_table(tmp_path: Path) -> None:
    inner = "<w:tbl><w:tr>" + cell("收入") + cell("1.00") + "</w:tr></w:tbl>"
    box = f"<w:tc><w:p>{run('一、收入')}</w:p>{inner}<w:p/></w:tc>"
    assert shown(written(tmp_path, [table(box)])) == ["一、收入", [["收入", "1.00"]]]


def test_text_boxes_come_after_their_paragraph_and_only_once(tmp_path: Path) -> None:
    inside = f"<w:txbxContent><w:p>{run('单位：万元 2')}</w:p></w:txbxContent>"
    newer = f"<w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing>"
    older = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    box = (
        f"<w:r><mc:AlternateContent><mc:Choice Requires='wps'>{newer}</mc:Choice>"
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    document = written(tmp_path, [paragraph(run("收入表") + box), paragraph(run("之后"))])
    assert shown(document) == ["收入表", "单位：万元 2", "之后"]


def test_breaks_tabs_and_fields_print_as_they_look(tmp_path: Path) -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + run("PAGEREF _Toc1", "instrText")
        + run("目录 3")
        + '<w:r><w:br w:type="page"/></w:r><w:r><w:noBreakHyphen/><w:tab/></w:r>'
        + run("下")
        + "<w:r><w:br/></w:r>"
        + run("第二行")
    )
    hidden = run("不印", look="<w:rPr><w:vanish/></w:rPr>")
    seen = run("印", look='<w:rPr><w:vanish w:val="0"/></w:rPr>')
    assert shown(written(tmp_path, [paragraph(field + hidden + seen)])) == ["目录 3-\t下", "第二行印"]


def numbering(document: Any, levels: str, extra: str = "") -> None:
    """Give the document one list (numId 77) with those levels."""
    root = document.part.numbering_part.element
    root.insert(0, element(f'<w:abstractNum _ w:abstractNumId="77">{levels}</w:abstractNum>'))
    root.append(element(f'<w:num _ w:numId="77"><w:abstractNumId w:val="77"/>{extra}</w:num>'))


def numbered(text: str, level: int = 0, list_id: int = 77) -> str:
    look = f'<w:pPr><w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr></w:pPr>'
    return paragraph(run(text) if text else "", look)


def level(number: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{number}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def test_automatic_numbers_are_part_of_the_text(tmp_path: Path) -> None:
    document = docx.Document()
    numbering(
        document,
        level(0, "chineseCountingThousand", "%1、")
        + level(1, "chineseCounting", "（%2）")
        + level(2, "decimal", "%3.")
        + level(3, "bullet", "\uf0b7"),
    )
    body = [
        numbered("收入"),
        numbered("财政", 1),
        numbered("5250.40万元", 2),
        numbered("18.37万元", 2),
        numbered("其他", 1),
        numbered("支出"),
        numbered("基本", 1),
        numbered("圆点", 3),
        numbered("不编号", 0, list_id=0),
    ]
    assert shown(written(tmp_path, body, document)) == [
        "一、收入",
        "（一）财政",
        "1. 5250.40万元",
        "2. 18.37万元",
        "（二）其他",
        "二、支出",
        "（一）基本",
        "圆点",
        "不编号",
    ]


def test_ten_and_more_legal_levels_and_lists_that_start_anew(tmp_path: Path) -> None:
    document = docx.Document()
    numbering(document, level(0, "chineseCounting", "%1、") + level(1, "decimal", "%1.%2", "<w:isLgl/>"))
    root = document.part.numbering_part.element
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="3"/></w:lvlOverride>'
    root.append(element(f'<w:num _ w:numId="78"><w:abstractNumId w:val="77"/>{override}</w:num>'))
    body = [numbered("收入") for _ in range(11)]
    body += [numbered("支出", 1), numbered("结余", list_id=78), numbered("分配", list_id=78)]
    texts = shown(written(tmp_path, body, document))
    assert texts[9:] == ["十、收入", "十一、收入", "11.1 支出", "三、结余", "四、分配"]


def test_a_heading_style_gives_its_level_and_its_number(tmp_path: Path) -> None:
    document = docx.Document()
    numbering(document, level(0, "chineseCounting", "第%1部分"))
    style = document.styles["Heading 1"].element
    style.get_or_add_pPr().append(element('<w:numPr _><w:numId w:val="77"/></w:numPr>'))
    document.add_heading("概况", 1)
    document.add_heading("收支 5", 2)
    document.add_paragraph("正文 6")
    document.add_heading("情况说明", 1)
    got = written(tmp_path, document=document)
    assert [(block.text, block.level) for block in got.paragraphs()] == [
        ("第一部分概况", 1),
        ("收支 5", 2),
        ("正文 6", 0),
        ("第二部分情况说明", 1),
    ]


def test_headers_and_footers_are_left_out(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉 1"
    document.sections[0].footer.paragraphs[0].text = "第 2 页"
    document.add_paragraph("收入 10 万元")
    assert shown(written(tmp_path, document=document)) == ["收入 10 万元"]


def test_footnotes_come_last(tmp_path: Path) -> None:
    document = docx.Document()
    note = f"<w:footnote w:id='5'><w:p>{run('注：含结转 3 万元')}</w:p></w:footnote>"
    notes = f"<w:footnotes {_W}><w:footnote w:id='0'><w:p/></w:footnote>{note}</w:footnotes>"
    part = Part(PackURI("/word/footnotes.xml"), "application/xml", notes.encode(), document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    marked = paragraph(run("收入 10 万元") + '<w:r><w:footnoteReference w:id="5"/></w:r>')
    got = written(tmp_path, [marked, paragraph(run("支出 7 万元"))], document)
    assert shown(got) == ["收入 10 万元", "支出 7 万元", "注：含结转 3 万元"]


def test_an_embedded_workbook_is_remarked(tmp_path: Path) -> None:
    office = 'xmlns:o="urn:schemas-microsoft-com:office:office"'
    embedded = f"<w:r><w:object><o:OLEObject {office}/></w:object></w:r>"
    document = written(tmp_path, [paragraph(run("收入 1") + embedded)])
    assert remarks(document) == {"embedded_object": {"count": "1"}}


def test_places_count_blocks(tmp_path: Path) -> None:
    document = written(
        tmp_path, [paragraph(run("一 1")), "<w:p _/>", table(cell("a") + cell("1")), paragraph(run("二"))]
    )
    assert [block.place.line for block in document.blocks] == [1, 2, 3]


def test_tables_nested_deeper_than_the_limit_are_refused(tmp_path: Path) -> None:
    inside = cell("1")
    for _ in range(6):
        inside = f"<w:tc><w:tbl><w:tr>{inside}</w:tr></w:tbl><w:p/></w:tc>"
    document = docx.Document()
    document.element.body.insert(0, element(table(inside)))
    document.save(tmp_path / "report.docx")
    with pytest.raises(ReadError) as refusal:
        read(tmp_path / "report.docx", limits=Limits(nesting=5))
    assert refusal.value.key == "limit.nesting"
