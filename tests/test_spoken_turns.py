"""Ways of speaking and what they are in plain words: years spelled, verbs of speech, inverted shares, remarks."""

from decimal import Decimal
from pathlib import Path

import pytest
from ip_documents import opened, write

from ipqa.everyday import official
from ipqa.figures.context.regions import Region, regions
from ipqa.service import Ipqa
from ipqa.statistics.asked.scoping import marked
from ipqa.statistics.asked.slots import slots
from ipqa.statistics.asked.spoken import in_full, plain
from ipqa.statistics.operations.numbers import rounded


@pytest.mark.parametrize(
    ("said", "full"),
    [("二三年比二二年多出来多少件", "2023年比2022年多出来多少件"), ("一三年的减去一二年的", "2013年的减去2012年的"),
     ("零九到一三年", "2009年到2013年"), ("零九、一零和一一年", "2009年、2010年和2011年"),
     ("过去一二年", "过去一二年"), ("这二三年", "这二三年"), ("2023年一二审案件", "2023年一二审案件"),
     ("2023年一二三产业", "2023年一二三产业")],
)  # fmt: skip
def test_spelled_years_beside_each_other(said: str, full: str) -> None:
    assert in_full(said) == full


@pytest.mark.parametrize(
    ("said", "words"),
    [("2023年质押额", "2023年质押融资金额"), ("质押额度", "质押额度"), ("质押总额多少", "质押融资金额多少"),
     ("万人拥有量", "每万人发明专利拥有量"), ("万人发明", "每万人发明专利拥有量"),
     ("每万人发明专利拥有量", "每万人发明专利拥有量"),
     ("PCT有多少", "PCT国际专利申请有多少"), ("PCT申请", "PCT申请"),
     ("甲市授权总数", "甲市专利授权总数"), ("甲市植物新品种授权量", "甲市植物新品种授权量"),
     ("授了多少件发明", "授权了多少件发明"), ("谁的发明批得多", "谁的发明授权量多"),
     ("谁的商标报得少", "谁的商标申请量少"),
     ("哪个行业的专利家底厚", "哪个行业的有效专利最多"), ("手里的发明有多少", "有效发明专利有多少"),
     ("手里的有效发明", "有效发明"), ("刑事案里", "刑事案件里"), ("刑事案由", "刑事案由"),
     ("公安抓了几个疑犯", "公安抓获几个犯罪嫌疑人"), ("几家拿到了", "惠及企业多少家"),
     ("海关扣了多少批货", "海关查扣多少批次货"),
     ("呼市2024年的商标", "呼和浩特市2024年的商标"), ("2024年哈市和齐市", "2024年哈尔滨市和齐齐哈尔市"),
     ("义乌市的商标", "义乌市的商标"), ("多少批准逮捕的", "多少批准逮捕的")],
)  # fmt: skip
def test_words_of_speech(said: str, words: str) -> None:
    assert official(said) == words


@pytest.mark.parametrize(
    ("said", "words"),
    [("企业攥着全省多少比例的有效发明？", "全省有效发明里企业占多少比例？"),
     ("甲市PCT，有百分之多少是做医药的报的？", "甲市PCT，里医药占百分之多少？"),
     ("甲市是22年多还是23年多？", "甲市2022年和2023年哪年更多？"),
     ("把2022到2024三年的质押额给我加一下", "把2022年到2024年三年的质押额合计是多少"),
     ("比上年添了几位", "比上年增加了几位"), ("真金白银的奖补", "的奖补"),
     ("抓了多少个侵犯商标的嫌疑人", "抓了侵犯商标的嫌疑人多少人"),
     ("按权利人从多到少", "按权利主体从多到少"), ("专利质押额，占全省质押额的几成", "专利质押额占全省质押额的几成"),
     ("2024年上半年（一、二季度）的质押额", "2024年上半年的质押额"), ("2023年工业增加值", "2023年工业增加值")],
)  # fmt: skip
def test_turns_of_phrase(said: str, words: str) -> None:
    assert plain(said) == words


def test_names_of_industries_tell_figures_apart() -> None:
    assert "新材料" in slots("2024年青河市新材料有效发明专利多少件").words
    assert "数字经济" in slots("2024年青河市数字经济有效发明专利多少件").words
    assert "大数据" not in slots("大数据显示青河市有效发明专利多少件").words


def test_a_zone_by_the_name_before_its_kind() -> None:
    known = ["渤东经济技术开发区", "青岛市高新区"]
    assert marked("渤东2024年授权多少", known) == "⟦渤东经济技术开发区⟧2024年授权多少"
    assert marked("渤东市2024年授权多少", known) == "渤东市2024年授权多少"
    assert marked("青岛2024年授权多少", known) == "青岛2024年授权多少"
    two = [*known, "渤东高新技术产业开发区"]
    assert marked("渤东2024年授权多少", two) == "渤东2024年授权多少"


def test_counties_that_became_districts_or_lost_their_name() -> None:
    assert regions("崇明县") == [Region(0, 3, "上海市崇明区", "310151")]
    assert regions("芜湖县") == []
    assert regions("芜湖县区")[0].name == "芜湖市"
    assert regions("南昌县")[0].name == "南昌市南昌县"


@pytest.mark.parametrize(
    ("value", "text"),
    [("0.02441", "≈0.0244"), ("0.00512", "0.00512"), ("0.1", "0.1"), ("0.126", "≈0.13"), ("0", "0")],
)
def test_small_numbers_keep_three_digits(value: str, text: str) -> None:
    assert rounded(Decimal(value)) == text


REPORT = """# 泸州市2023年知识产权状况

2023年，泸州市技术合同成交额 31.4 亿元，签订技术合同 1286 份。

按专利权人分，授权专利中，企业 870 件，大专院校 90 件，科研单位 30 件，个人 310 件。

2023年，泸州市兑现奖补资金 4260 万元，惠及企业 386 家。投保企业 72 家。

2023年，泸州市法院新收知识产权民事案件 640 件，审结 580 件。

表1 2023年末各产业有效发明专利及全年PCT申请（单位：件）

| 产业 | 有效发明专利 | PCT国际专利申请 |
|---|---|---|
| 新材料 | 210 | 57 |
| 数字经济 | 187 | 71 |
| 合计 | 397 | 128 |

2023年，全市查办知识产权案件 1800 件，其中商标案件 1400 件、专利案件 400 件。
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder: Path = tmp_path_factory.mktemp("turns")
    return opened(folder / "index", write(folder / "documents", {"泸州.md": REPORT}))


@pytest.mark.parametrize(
    ("question", "said"),
    [("技术合同平均一份多少钱？泸州2023", ["≈244.17 万元/份"]),
     ("泸州2023年授权专利按权利人从多到少排一下呗",
      ["企业专利授权量 870 件", "个人专利授权量 310 件", "大专院校专利授权量 90 件"]),
     ("泸州2023年真金白银发给企业的奖补多少钱？几家拿到了？", ["4260 万元", "386 家"]),
     ("泸州二三年新收的知产民事案子有多少，审完了几件？", ["640 件", "580 件"]),
     ("新材料和数字经济，泸州2023年末哪个行当的发明家底厚", ["新材料有效发明专利最多"]),
     ("2023年泸州商标案件占知产案件的几成？", ["1400 件 ÷ 1800 件"])],
)  # fmt: skip
def test_answers(service: Ipqa, question: str, said: list[str]) -> None:
    answer = service.ask(question)
    assert answer.status == "answered"
    assert [part for part in said if part not in answer.text] == []


@pytest.mark.parametrize("question", ["泸州二一年的奖补是多少来着？", "泸州2023年贷款，几家拿到了？"])
def test_what_is_not_there_is_refused(service: Ipqa, question: str) -> None:
    assert service.ask(question).status in ("near_miss", "no_evidence")
