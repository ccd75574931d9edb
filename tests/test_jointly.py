"""Questions of which several figures answer a part each: by their names, their clauses, their years."""

import pytest
from ip_documents import opened, write

from ipqa.service import Ipqa

BULLETIN = """# 桐庐县2023年统计公报

2023年，桐庐县城镇居民人均可支配收入 60000 元，农村居民人均可支配收入 40000 元。

2023年，桐庐县户籍人口 42 万人，常住人口 45 万人。

2023年，桐庐县查处侵权商品 80 批次，涉及商品 6000 件，案值 240 万元。

2023年，桐庐县商标注册平均审查周期为 4 个月。
"""
COLLEGES = """# 南浔大学2023年成果转化报告

| 年份 | 转让（件） | 合同金额（万元） |
|---|---|---|
| 2022年 | 30 | 900 |
| 2023年 | 50 | 2000 |

2023年，机械学院转让 20 件、合同金额 700 万元，化工学院转让 15 件、合同金额 800 万元，其他转让 9 件、合同金额 500 万元。
"""
TABLE = """# 云和县2021年至2023年专利统计

| 指标 | 单位 | 2021年 | 2022年 | 2023年 |
|---|---|---|---|---|
| 专利授权量 | 件 | 100 | 160 | 150 |
| 其中：发明专利 | 件 | 20 | 30 | 60 |
| 实用新型 | 件 | 60 | 100 | 70 |
| 外观设计 | 件 | 20 | 30 | 10 |
"""
PLAN = """# 云和县2024年政府工作报告

2023年，云和县知识产权质押融资 3 亿元。2024年，云和县计划知识产权质押融资 5 亿元。
"""
DOCUMENTS = {"a公报.md": BULLETIN, "b大学.md": COLLEGES, "c统计.md": TABLE, "d报告.md": PLAN}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("jointly")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


@pytest.mark.parametrize(
    ("question", "formula"),
    [
        ("2023年桐庐县城镇居民人均可支配收入是农村居民的几倍？", "60000 元 ÷ 40000 元 = 1.5 倍"),
        ("2023年桐庐县农村居民人均可支配收入比城镇居民低多少元？", "60000 元 − 40000 元 = 20000 元"),
        ("2023年桐庐县常住人口比户籍人口多多少万人？", "45 万人 − 42 万人 = 3 万人"),
        ("2023年云和县专利授权量中发明专利占比多少？", "60 件 ÷ 150 件 × 100% = 40%"),
        ("2023年云和县发明专利授权量占专利授权量的比重是多少？", "60 件 ÷ 150 件 × 100% = 40%"),
        ("2023年南浔大学的合同金额里，机械学院贡献了多大比例？", "700 万元 ÷ 2000 万元 × 100% = 35%"),
        ("2023年南浔大学合同金额比2022年增加多少万元？", "2000 万元 − 900 万元 = 1100 万元"),
        ("2023年桐庐县平均每批次侵权商品案值多少万元？", "240 万元 ÷ 80 批次 = 3 万元/批次"),
        ("云和县专利授权量哪一年增长最多？", "160 件 − 100 件 = 60 件"),
        ("云和县发明专利授权量哪一年增长最快？", "(60 件 − 30 件) ÷ 30 件 × 100% = 100%"),
        ("云和县专利授权量哪一年下降最多？", "160 件 − 150 件 = 10 件"),
        ("云和县2024年知识产权质押融资目标比2023年的数额高多少亿元？", "5 亿元 − 3 亿元 = 2 亿元"),
        ("2023年云和县专利授权量比2022年高还是低？", "160 件 − 150 件 = 10 件"),
        ("云和县2023年发明、实用新型、外观设计三种专利授权量之和与专利授权量合计一致吗？",
         "60 件 + 70 件 + 10 件 = 140 件；150 件 − 140 件 = 10 件"),
    ],
)  # fmt: skip
def test_formula(service: Ipqa, question: str, formula: str) -> None:
    answer = service.ask(question)
    assert answer.status in ("answered", "conflict"), answer.text
    assert answer.calculation is not None
    assert answer.calculation.formula == formula


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("2023年桐庐县查处的侵权商品案值是多少？", "案值 240 万元"),
        ("2023年桐庐县商标注册平均审查周期是多少个月？", "4 个月"),
        ("2023年南浔大学合同金额是多少？", "2000 万元"),
    ],
)
def test_one_figure(service: Ipqa, question: str, text: str) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert text in answer.text


def test_order_of_kinds(service: Ipqa) -> None:
    answer = service.ask("云和县2023年三种专利授权量从多到少怎么排？")
    assert [f.figure.value for f in answer.figures] == [70, 60, 10]


@pytest.mark.parametrize(
    "question",
    [
        "2023年南浔大学的合同金额里，文学院贡献了多大比例？",  # a college of which nothing is told
        "2023年桐庐县城镇居民人均消费支出是农村居民的几倍？",  # another indicator
        "2022年桐庐县户籍人口比常住人口少多少？",  # another year
    ],
)
def test_refused(service: Ipqa, question: str) -> None:
    assert service.ask(question).calculation is None
