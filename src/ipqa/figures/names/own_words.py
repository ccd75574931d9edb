"""A number's own words: those that stand before it and are not of the number before or of the body whose it is."""

import re

from ..clauses import WHO_DID, Setting, bare, noun_behind, noun_phrase
from ..context.circumstances import State
from ..context.entities import Entity
from ..context.regions import Region
from ..context.scopes import bare_kinds, scope_aliases
from ..sentence import Sentence
from ..values.quantities import Quantity
from ..vocabulary import concept, member_of


def own_words(
    state: State, sentence: Sentence, quantity: Quantity, where: Setting, whole: Region | None, entity: Entity | None
) -> tuple[int, str]:
    """Where a number's own words begin, behind the body whose number it is, and the noun phrase that they make."""
    begins = where.left_start if where.first_in_clause else where.left_start + _length(_TAIL_OF_LAST, where.left)
    start = max(begins, entity.end if entity and entity.end <= quantity.start else 0)
    start = max(start, _behind_scope(state, sentence, start, quantity.start))
    phrase = noun_phrase(sentence, start, whole.start if whole else quantity.start)
    if whole:
        phrase += bare(sentence.text[whole.end : quantity.start])
    if not where.first_in_clause and (deed := _TOLD_OF.search(where.left)):
        phrase = bare(deed["deed"])  # 3 家|调解组织共受理纠纷 735 件
    elif not where.first_in_clause and (told := WHO_DID.fullmatch(where.left.strip())) and told["what"]:
        phrase = _got(state, sentence, told)
    if not where.first_in_clause and _TO_NEXT.search(where.left) and noun_behind(where.tail):
        phrase = ""  # 3 家|百亿企业、|12 所高校: the words between are those of the number before
    if where.tail.lstrip().startswith(("多", "少", "高", "低")):
        phrase = _VERSUS_AT.sub("", phrase)  # 比|商标申请总量 17725 件|少 354 件
    return start, phrase


# 按 4%|安排、比上年提高|1 个百分点: the words up to 、 are those of the number before.
_TAIL_OF_LAST = re.compile(r"[\u4e00-\u9fff]{0,6}、(?=比|较|同比|环比|增长|下降|增加)")


def _length(opening: re.Pattern[str], words: str) -> int:
    found = opening.match(words)
    return found.end() if found else 0


def _got(state: State, sentence: Sentence, told: re.Match[str]) -> str:
    """What those who were just counted got: 53 家|企业获得贷款 9 亿元, 468 家|企业获得专利授权 973 件."""
    what, holder = told["what"], member_of(told["who"])
    if holder and concept(what).object:
        return told["who"] + what
    sure = len(what) > 2 or any("质押" in words for words in (sentence.words, state.topic, state.document.title))
    return what if sure else told.group()


def _behind_scope(state: State, sentence: Sentence, start: int, end: int) -> int:
    """Where the words begin behind the name, in full or in short, of the zone or body that the document is of."""
    if state.scope is None:
        return start
    times = [p.end for p in sentence.times if start <= p.start and p.end <= end]
    for begin in (start, *times):
        begin += len(sentence.text[begin:end]) - len(sentence.text[begin:end].lstrip("，, 、"))
        for alias in (*scope_aliases(state.scope), *bare_kinds(state.scope)):
            if sentence.text.startswith(alias, begin, end):
                return begin + len(alias)
    return start


_VERSUS_AT = re.compile(r"^(?:相?较|比)(?![例重率值赛])")
_TOLD_OF = re.compile(r"^[\u4e00-\u9fff]{2,}(?:共|累计|合计)(?![享同用建管治和识青产])(?P<deed>[\u4e00-\u9fff]{2,16})$")
_TO_NEXT = re.compile(r"[\u4e00-\u9fff][、和与及][ \u3000]*$")
