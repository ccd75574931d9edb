"""Wrong plans are dropped: what must hold of figures that are reckoned with, and of what a question names."""

import pytest
from ip_documents import opened, write

from ipqa.service import Ipqa

BANKS = """# 云和县知识产权质押融资通报（2023年）

2023年，云和县办理知识产权质押融资登记 90 笔，融资金额 12.5 亿元，惠及企业 80 家，其中首次获得贷款的企业 20 家。

丽水银行融资金额 4 亿元，青田银行融资金额 3 亿元。

2023年，专利质押 60 笔，商标质押 20 笔，专利与商标混合质押 10 笔。

2023年末，知识产权质押贷款不良率 0.6%。
"""
YEARS = """# 云和县商标统计

| 指标 | 单位 | 2020年 | 2021年 | 2022年 | 2023年 |
|---|---|---|---|---|---|
| 商标注册量 | 件 | 100 | 130 | 160 | 200 |
| 有效发明专利拥有量 | 件 | 40 | 50 | 60 | 80 |
"""
FIRMS_A = "# 松阳县2023年公报\n\n2023年，松阳县新认定高新技术企业 20 家。\n"
FIRMS_B = "# 遂昌县2023年公报\n\n2023年末，遂昌县拥有高新技术企业 90 家。\n"
DOCUMENTS = {"a通报.md": BANKS, "b统计.md": YEARS, "c公报.md": FIRMS_A, "d公报.md": FIRMS_B}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder = tmp_path_factory.mktemp("soundness")
    return opened(folder / "index", write(folder / "documents", DOCUMENTS))


@pytest.mark.parametrize(
    ("question", "number"),
    [
        ("云和县2021新注册商标有多少件？", "130 件"),
        ("2022那年云和县有多少件商标注册？", "160 件"),
        ("丽水银行加上青田银行，2023年云和县知识产权质押融资总共做了多少亿？", "= 7 亿元"),
        ("云和县2023年商标注册量是2020年的几倍？", "= 2 倍"),
        ("2020年到2023年云和县商标注册量合计多少件？", "= 590 件"),
        ("云和县2023年专利质押比商标质押多多少笔？", "60 笔 − 20 笔 = 40 笔"),
    ],
)
def test_what_is_sound_is_answered(service: Ipqa, question: str, number: str) -> None:
    answer = service.ask(question)
    assert (answer.status, number in answer.text.replace("件[", " 件[")) == ("answered", True), answer.text


@pytest.mark.parametrize(
    "question",
    [
        "云和县2019年商标注册量是多少件？",
        "松阳县和遂昌县2023年哪个县的高新技术企业更多，多多少家？",
        "云和县2023年知识产权质押融资不良率比2022年高多少个百分点？",
        "云和县2023年商标注册量是2018年的几倍？",
        "首次获得贷款的企业占首次获得贷款的企业的百分之多少？",
        "2023年云和县商标质押金额是专利质押的几倍？",
        "云和县2023年哪个乡镇的商标注册量最少？",
    ],
)
def test_what_is_not_sound_is_refused(service: Ipqa, question: str) -> None:
    answer = service.ask(question)
    assert answer.status in ("near_miss", "no_evidence", "out_of_scope"), answer.text
