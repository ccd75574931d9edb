"""A turn that asks several things: each is answered, and what has no answer is said."""

import re
from collections.abc import Callable, Sequence

from ..everyday import official
from ..records import Note, Turn
from ..statistics.asked.query import read_question
from ..statistics.asked.slots import slots
from ..statistics.asked.spoken import in_full
from .compose import Draft
from .dialogue import follows, parts, standalone
from .disputed import offered

# What makes a question one for a number, a name or an order, and not the opening of one.
_EXACT = re.compile(
    r"多少|(?<!好)几(?!乎)|百分之|哪|谁|什么|啥|怎么?[么样]|如何|为何|占比|比重|排名|名次|第几|多[大高长重](?:比例|规模|份额|面积|金额)|差多|翻"
)
# 跑得多快, 够不够用, 提速了吗, 是不是都扎堆在主城: what a lead asks in words and no number answers.
_VAGUE = re.compile(
    r"(?:[得有]?多[\u4e00-\u9fff]{1,3}|([\u4e00-\u9fff]{1,2})不\1[\u4e00-\u9fff]{0,2}|提速了?|加快了?|变?[快慢多少]了)(?:吗|呢|么|啊)?$|[吗么呢]$"
)
# 惠及几家, 几家拿到了: of what was asked before, and of nothing else.
_LEANS = re.compile(r"^(?:其中|共|一共)?(?:惠及|受益|涉及)")
_LEADS = re.compile(r"[吗么呢](?:[？?]|$)|是不是|是否|有没有|还是|多[\u4e00-\u9fff]{1,2}|([\u4e00-\u9fff]{1,2})不\1")
_COURSE = re.compile(r"回落|回升|下降|下滑|上升|[升涨跌降]|起伏|波动|变化|趋势|走势")
_TOLD = re.compile(r"(?:比上[年期]|逐[年期]|总体)[上下][升降]")
One = Callable[[str, Draft], Draft]
"""A question that stands alone and a draft -> the draft with its answer."""

ANSWERED = ("answered", "conflict")


def answer_parts(alone: str, history: Sequence[Turn], home: str | None, year: int, one: One) -> Draft:
    """The answer to a turn, part by part; a refusal only where no part has an answer."""
    pieces = parts(alone)
    if len(pieces) > 1:  # 二二年审了多少件？结了多少？: the year holds for both
        pieces = [in_full(piece) for piece in pieces]
    if not history and introduced(pieces, home):
        return _main(alone, pieces, history, home, one)
    questions = _chain(pieces, history, home)
    first = one(questions[0], Draft())
    if len(pieces) == 1:
        return first
    draft, unanswered = (first, []) if first.status in ANSWERED else (Draft(), [pieces[0]])
    for question, piece in zip(questions[1:], pieces[1:], strict=True):
        ways = _ways(questions[0], question, piece, first.status in ANSWERED, home, year)
        attempts = (one(way, draft.copy()) for way in ways)
        found = next((attempt for attempt in attempts if attempt.status in ANSWERED), None)
        if found is None:
            unanswered.append(piece)
        else:
            draft = found
    if len(unanswered) == len(pieces):
        return one(alone, Draft())
    draft.sentences = list(dict.fromkeys(draft.sentences))
    for piece in unanswered:
        if _COURSE.search(piece) and any(_TOLD.search(said) for said in draft.sentences):
            continue  # 有没有回落的年份: the course that was given says so
        draft.sentences.append(f"资料中没有找到“{piece.strip().rstrip('？?，,')}”的答案。")
        draft.notes.append(Note("partial", "问题的一部分在资料中没有答案。"))
    return draft


def introduced(pieces: Sequence[str], home: str | None) -> bool:
    """Whether the first of two pieces only leads up to the second: 提速了吗？2024年快了几天？"""
    if len(pieces) != 2 or not _EXACT.search(pieces[1]) or _EXACT.search(pieces[0]):
        return False
    if follows(pieces[0], home) or offered(pieces[0]):
        return False
    named = slots(official(pieces[0]), home).concept
    if (named.object or named.measures) and not _LEADS.search(pieces[0]):
        return False  # 有效发明专利？ is short for how many there are
    # 完成目标了吗 and 跟合计对得上吗 are questions with an answer of their own.
    return read_question(official(pieces[0]), home).operation in ("lookup", "trend", "growth", "compare")


def _main(alone: str, pieces: Sequence[str], history: Sequence[Turn], home: str | None, one: One) -> Draft:
    """The answer to the question that was led up to: by itself, then in the time, place and words of what led to it."""
    lead = _VAGUE.sub("", pieces[0].rstrip("？?")).strip("，, ")
    own = slots(official(pieces[1]), home)
    before = slots(official(lead), home)
    placed = f"{'' if own.period else before.period_text or ''}{'' if own.region else before.region or ''}{pieces[1]}"
    ways = [placed, f"{lead}，{pieces[1]}"] if len(own.words) > 1 else [f"{lead}，{pieces[1]}"]
    drafts = (one(way, Draft()) for way in dict.fromkeys(ways))
    found = next((draft for draft in drafts if draft.status in ANSWERED), None)
    return found or one(f"{lead}，{pieces[1]}", Draft())


def _ways(first: str, question: str, piece: str, answered: bool, home: str | None, year: int) -> list[str]:
    """The ways to ask a part: as it stands alone, and in the time and place of the first part.

    One without a time of its own is of that time, and one without a subject of its own of that subject, which an
    unanswered first part does not have.
    """
    before, own = slots(official(first), home, year), slots(official(question), home, year)
    aim = "（目标）" if before.status == "target" and own.status is None else ""
    placed = f"{before.period_text or ''}{'' if own.region else before.region or ''}{piece.rstrip('？?')}{aim}"
    if _LEANS.search(official(piece)):
        return [question]
    if (before.period and not own.period) or (before.region not in (None, "全国") and not own.region):
        return [placed] if answered or len(own.words) > 1 else []
    return [question, placed] if answered else [question]


def _chain(pieces: Sequence[str], history: Sequence[Turn], home: str | None) -> list[str]:
    """The questions of one turn, each made standalone by the ones before it."""
    if len(pieces) == 1:
        return list(pieces)
    said = list(history)
    questions = []
    for piece in pieces:
        question = standalone(piece, said, home)
        questions.append(question)
        said.append(Turn("user", question))
    return questions
