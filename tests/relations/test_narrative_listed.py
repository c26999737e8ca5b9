"""Counts with a list beside them (Q119), and counts told as part of another (Q118)."""

from __future__ import annotations

import pytest

from tests.relations.relating import of_rule, printed, verdicts
from tests.report.telling import told

CHAPTER = "十、预算绩效情况\n"


@pytest.mark.parametrize(
    ("sentence", "verdict"),
    [
        ("设置了“存储空间”“运行稳定性”“用户满意度”3个指标。", "tie"),
        ("设置了“存储空间”“运行稳定性”“用户满意度”5个指标。", "break"),
        ("反映了“研究宣传”、“资产运维”和“干部培训”3个项目的结果。", "tie"),
        ("反映了“研究宣传”、“资产运维”和“干部培训”等8个项目的结果。", "tie"),
        ("反映了“研究宣传”、“资产运维”和“干部培训”等2个项目的结果。", "break"),
        ("内设3个机构，分别是：办公室、政策、法规科、财务科。", "tie"),
        ("下设3个单位，包括：某局本级、信息中心、服务站。", "tie"),
        ("纳入范围的有局本级和2个下属单位，具体为：某局本级、信息中心、档案馆。", "tie"),
        ("内设63个机构，分别是：办公室、法规科、财务科。", "break"),
        ("内设5个机构，分别是：办公室、政策、法规科、财务科。", "break"),
        ("指标包括决策、过程、产出及效益4个一级指标。", "tie"),
        ("指标包括决策、过程、产出及效益5个一级指标。", "break"),
        ("建成东城、西城、南城（含新区）3个大厅。", "tie"),
        ("级别分为4个等级：90分以上为优；80分以上为良；60分以上为中；60分以下为差。", "tie"),
        ("级别分为3个等级：90分以上为优；80分以上为良；60分以上为中；60分以下为差。", "break"),
        ("共涉及2个项目，其中：（1）门户维护，（2）线路租用。", "tie"),
        ("共涉及3个项目，其中：（1）门户维护，（2）线路租用。", "break"),
    ],
)
def test_a_number_beside_a_list_is_its_length(sentence: str, verdict: str) -> None:
    assert list(verdicts(told(CHAPTER + sentence), "Q119").values()) == [verdict]


@pytest.mark.parametrize(
    "sentence",
    [
        "组织党员、团员、群众32人次参加活动。",
        "为老人、儿童、妇女共30个家庭提供服务。",
        "梳理完成教育、卫健等部门259个事项的文本。",
        "约4个等级：优；良；中；差。",
        # the third stands in the next sentence, or the next paragraph
        "主要包括3个方面：一是规划；二是建设。三是运维。",
        "共涉及3个项目，其中：（1）门户维护，（2）线路租用。\n（3）机房改造。",
        "走访东村、西村、南村和北街5个社区。",
        "“甲系统”2个模块上线。",
    ],
)
def test_a_number_that_counts_something_else_is_left_alone(sentence: str) -> None:
    assert verdicts(told(CHAPTER + sentence), "Q119") == {}


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("现有教师3265人，其中正高级828人、副高级1324人。", {"828 = 3265": "tie", "1324 = 3265": "tie"}),
        ("现有教师3265人，其中正高级8281人。", {"8281 = 3265": "break"}),
        ("国家级人才144人次，其中院士2人。", {"2 = 144": "tie"}),
        ("共设6个指标，其中有3个量化指标。", {"3 = 6": "tie"}),
        ("办理案件520件，较上年增加20件，其中简易程序400件。", {}),
        # stations are no disciplines
        ("涵盖13个学科门类，其中有29个博士点、50个硕士点。", {}),
        ("培训12次，其中外聘教师40人。", {}),
        ("在校学生近58000人，其中本科生40000人。", {}),
        ("培训36人。其中38人获得证书。", {}),
        # the list of those in office ends where it makes the whole, or where another begins
        (
            "在职人员50人，其中行政人员30人、事业人员20人，离退休人员60人。",
            {"30 = 50": "tie", "20 = 50": "tie"},
        ),
        ("编制50名，其中行政30名，事业20名，实有66名。", {"30 = 50": "tie", "20 = 50": "tie"}),
        ("在职人员50人，其中党员30人、女职工28人，遗属55人。", {"30 = 50": "tie", "28 = 50": "tie"}),
    ],
)
def test_a_part_is_at_most_the_whole(sentence: str, found: dict[str, str]) -> None:
    report = told(CHAPTER + sentence)
    relations = of_rule(report, "Q118")
    judged = verdicts(report, "Q118")
    assert {printed(report, r): judged[r.subject] for r in relations} == found
