"""Which words of a question can tell figures apart, and which are let go."""

import pytest

from ipqa.everyday import official
from ipqa.statistics.asked.slots import slots
from ipqa.statistics.asked.telling import is_general


@pytest.mark.parametrize(
    ("question", "words"),
    [
        # people, papers, occasions, thanks and knowing say nothing of what is counted
        ("有人晓得芜湖市2023年商标注册了多少件吗，老板催稿子，多谢", ("商标注册",)),
        ("我们写汇报材料，芜湖市2023年专利授权多少件", ("专利", "授权")),
        ("芜湖市做茶叶的多，2023年授权了多少件专利", ("授权", "专利")),
        ("身为芜湖市的公司，想问2023年专利授权多少件", ("专利", "授权")),
        ("老板最怕拖延，芜湖市2023年专利授权多少件", ("专利", "授权")),
        # names and nouns that no table knows do, also where they stand first
        ("芜湖市2023年茶叶企业授权了多少件专利", ("茶叶", "企业", "授权", "专利")),
        ("茶叶那块，芜湖市2023年专利授权多少件", ("茶叶", "专利", "授权")),
        ("信息学院2023年转让了多少件专利", ("信息", "学院", "转让", "专利")),
        # deeds, marks and verbs that stand as a clause before what is counted
        ("芜湖市2023年注销了多少件商标", ("注销", "商标")),
        ("芜湖市2023年退回的合同有多少份", ("退回", "合同")),
        ("芜湖市2023年女审查员有多少人", ("审查员", "女性")),
        ("芜湖市2023年没批准的商标有多少件", ("批准", "商标", "未批准")),
        ("芜湖市2023年第二次投保的企业有多少家", ("投保", "企业", "第二次")),
        ("芜湖市2023年年轻审查员有多少人", ("年轻", "审查员")),
        ("芜湖市2023年解除质押多少笔", ("解除", "质押")),
        ("芜湖市2023年线上培训多少场", ("培训", "线上")),
        ("芜湖市2023年抽检不合格多少批次", ("抽检", "合格", "批次", "不合格")),
        ("芜湖市2023年扣的鞋有多少件", ("鞋类",)),
        ("芜湖市2023年商标注册量不含镜湖区是多少", ("商标注册", "除镜湖区")),
    ],
)
def test_the_words_that_tell(question: str, words: tuple[str, ...]) -> None:
    assert slots(question).words == words


@pytest.mark.parametrize(
    ("word", "general"),
    [
        ("晓得", True), ("稿子", True), ("pk", True), ("家具", False), ("注销", False), ("授权量", False),
        ("回看", True), ("硬质合金", False), ("iso", False), ("国有", False),
    ],
)  # fmt: skip
def test_general_language(word: str, general: bool) -> None:
    assert is_general(word) is general


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("知产局和最高法", "知识产权局和最高人民法院"),
        ("知识产权局", "知识产权局"),
        ("有效发明专利", "有效发明专利"),
        ("建行的贷款", "建设银行的贷款"),
        ("新建行政中心", "新建行政中心"),
        ("批捕多少人", "批准逮捕多少人"),
        ("头一回投保", "首次投保"),
        ("帮忙看看", "帮忙看看"),
        ("专利授权多少，不是申请量", "专利授权多少，"),
        ("专利授权多少，不是企业的", "专利授权多少，不是企业的"),
    ],
)
def test_word_for_word(said: str, meant: str) -> None:
    assert official(said) == meant
