"""Whose number it is: the body that opens a clause, where its name begins with a place: 北京海关扣留…."""

import re
from dataclasses import dataclass

from ..sentence import Sentence

_BODY = re.compile(
    r"(?:(?!推进|推动|引导|支持|指导|组织|加强|地方|辖区|联合|开展|建立|设立|建设|成立|拥有|共有|获批)[\u4e00-\u9fff]){0,8}?(?:公司|集团|银行|信用社|联社|大学|学院|研究院|研究所|实验室|医院|中级人民法院|人民法院|法院|检察院|海关|税务局|知识产权局"
    r"|市场监督管理局|市场监管局|市场监管部门|公安局|公安机关|版权局|文旅局|科技局|统计局|仲裁委员会|仲裁院|保护中心|服务中心|交易中心|管委会|工商联)"
    r"(?![\u4e00-\u9fff]{0,2}(?:数|家|个|级|系统|所属|所有|业|各|分支|和|与|及|等|、)|[和与及、等的总])"
)


# 市市场监管局查处…, 海关扣留…: the bodies of the place that the document is of.
_BARE = re.compile(
    r"(?:[省市区县州]|两级)?(?:市场监督管理局|市场监管局|知识产权局|公安局|公安机关|检察机关|检察院|中级人民法院|中级法院|人民法院|法院|海关|版权局|税务局)"
    r"(?![\u4e00-\u9fff]{0,2}(?:数|家|个|系统)|[和与及、等的总])"
)


@dataclass(frozen=True, slots=True)
class Entity:
    """A body named at ``start``..``end``."""

    name: str
    start: int
    end: int


def entity_before(sentence: Sentence, position: int) -> Entity | None:
    """The body that a clause of the sentence opens with, the nearest one before a position."""
    for begin in reversed((sentence.start, *(b for b in sentence.breaks if b <= position))):
        if near := _BARE.match(sentence.text, begin, position):
            return Entity(near.group(), near.start(), near.end())
    for place in reversed(sentence.places):
        named = place.code or sentence.text.startswith("中国", place.start)
        if place.relative or place.start >= position or not named:
            continue
        before = _opening(sentence, place.start)
        body = _BODY.match(sentence.text, place.end, min(position, sentence.end)) if before else None
        if body:
            return Entity(sentence.text[place.start : body.end()], place.start, body.end())
    return None


def _opening(sentence: Sentence, start: int) -> bool:
    """Whether a name stands at the opening of its clause, at most behind a mention of time."""
    begin = sentence.clause_of(start)
    words = sentence.text[begin:start]
    for a, b in reversed(sentence.times_in(begin, start)):
        words = words[:a] + words[b:]
    return words.strip(" \u3000，,") in ("", "其中", "其中，", "另外", "此外")
