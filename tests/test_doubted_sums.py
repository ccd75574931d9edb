"""Questions that doubt the documents: sums and totals, one number in two places, leads that ask nothing."""

from pathlib import Path

import pytest

from ipqa.answering.disputed import is_suspicion, without_suspicion
from ipqa.answering.several import introduced
from ipqa.service import Ipqa
from ipqa.settings import Settings

COURT = """# 安庆市2023年知识产权审判白皮书

2023年，安庆市法院新收案件中，民事案件420件，占93.3%；刑事案件30件，占6.7%。新收民事案件中，著作权纠纷200件，商标权纠纷150件，专利权纠纷70件。

## 行政保护

2023年，安庆市市场监管部门查办商标、专利违法案件130件。

表1 各县区查办商标、专利违法案件情况

| 地区 | 案件数（件） | 罚没款（万元） |
| --- | --- | --- |
| 迎江区 | 40 | 20.5 |
| 大观区 | 32 | 12.5 |
| 宜秀区 | 28 | 11.0 |
| 怀宁县 | 34 | 16.0 |
"""


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Ipqa:
    folder: Path = tmp_path_factory.mktemp("doubted")
    (folder / "安庆.md").write_text(COURT, encoding="utf-8")
    service = Ipqa.open(Settings(index=folder / "index"))
    list(service.ingest([folder / "安庆.md"]))
    return service


@pytest.mark.parametrize(
    ("question", "status", "told"),
    [
        ("2023年安庆市法院新收民事案件各类之和是否等于420件？", "answered", "相等：各项合计 420 件"),
        ("安庆法院2023年新收的民事案件，各类加一块儿够不够420件", "answered", "相等：各项合计 420 件"),
        ("安庆各区县查办的商标、专利违法案件加起来，和正文说的130件对得上吗？", "conflict", "多 4 件"),
        ("安庆2023年正文和表里的商标、专利违法案件数一致吗", "conflict", "多 4 件"),
    ],
)
def test_parts_are_held_against_their_total(service: Ipqa, question: str, status: str, told: str) -> None:
    answer = service.ask(question)
    assert (answer.status, told in answer.text) == (status, True), answer.text


@pytest.mark.parametrize(
    ("question", "plain"),
    [
        ("专利授权量在前后两处的说法一致吗", "专利授权量是多少？"),
        ("为什么安庆专利授权量有两个数，哪个对？", "安庆专利授权量是多少？"),
        ("安庆专利授权量正文和表里一样吗", "安庆专利授权量是多少？"),
        ("为什么企业授权量比高校授权量还少？", "企业授权量比高校授权量少多少？"),
        ("三类专利之和与合计一致吗", "三类专利之和与合计一致吗"),
    ],
)
def test_what_is_asked_under_a_suspicion(question: str, plain: str) -> None:
    assert without_suspicion(question)[0] == plain


def test_a_suspicion_is_no_question_of_its_own() -> None:
    assert [is_suspicion(t) for t in ("以哪个为准？", "两处为什么不一样", "授权了多少件？")] == [True, True, False]


@pytest.mark.parametrize(
    ("pieces", "leads"),
    [
        (["安庆办案提速了吗？", "2023年快了几天？"], True),
        (["安庆的人才够不够用？", "代理师有多少名？"], True),
        (["2023年完成目标了吗？", "还差多少件？"], False),
        (["质押融资有多少笔？", "金额是多少？"], False),
        (["质押融资是3件还是4笔？", "金额又是多少？"], False),
        (["高校呢？", "差多少件？"], False),
    ],
)
def test_a_lead_asks_nothing(pieces: list[str], leads: bool) -> None:
    assert introduced(pieces, None) is leads
