"""What only a chart shows: a refusal names the charts on the subject whose data is not in the text."""

import re
from collections.abc import Callable, Sequence

from ..figures.context.periods import periods
from ..figures.context.regions import contains, regions
from ..figures.vocabulary import concept, kinds_of_right
from ..library.entry import StoredGraphic
from ..records import Document, Note
from ..statistics import Query
from ..statistics.asked.slots import covered, prepared
from .citing import Citing

MOST = 2
_IN_WORDS = re.compile(
    r"哪些(?!年)|什么(?:材料|条件|手续|流程|要求|政策)|怎么(?:办|申请)|如何(?:办|申请)|材料|手续|流程"
)
"""What asks for words, which no chart holds."""
_DRAWN = re.compile(r"(?:变化|发展|增长)?(?:趋势|走势|变化|情况|曲线|统计图|图表?|数据|分布|构成)")
"""Words that any chart could bear: they say nothing of its subject."""
ENOUGH = 0.6
"""The share of the question's words that the title of a chart on its subject holds."""


def chart_notes(
    query: Query, graphics: Sequence[StoredGraphic], document: Callable[[str], Document], citing: Citing
) -> list[Note]:
    """A note for each chart on the subject of a question, best first, with its title cited."""
    notes: list[Note] = []
    if not query.numeric and _IN_WORDS.search(query.question):
        return notes
    for stored in _on_subject(query, graphics):
        if len(notes) == MOST:
            break
        source, graphic = document(stored.document_id), stored.graphic
        if not _of_the_place(query.whole.region, source, graphic.title):
            continue
        page = source.page_at(graphic.start)
        place = source.source if page is None else f"{source.source}，第 {page} 页"
        number = citing.quote(source, graphic.start, graphic.end)
        notes.append(Note("graphic", f"《{graphic.title}》（{place}）是统计图，其数据不在文字中。", (number,)))
    return notes


def _on_subject(query: Query, graphics: Sequence[StoredGraphic]) -> list[StoredGraphic]:
    """The charts whose titles hold enough of the question's words and contradict none, best first."""
    scored = [(_held(query, stored.graphic.title), stored) for stored in graphics]
    fitting = [(held, s) for held, s in scored if held >= ENOUGH and not _contradicts(query, s.graphic.title)]
    return [stored for _, stored in sorted(fitting, key=lambda pair: -pair[0])]


def _held(query: Query, title: str) -> float:
    words = [word for word in query.whole.words if not _DRAWN.fullmatch(word)]
    named = prepared(title)
    return sum(covered(word, named) for word in words) / len(words) if words else 0.0


def _contradicts(query: Query, title: str) -> bool:
    """Whether a title names other years, another kind of right or another measure than the question."""
    years = [(min(found), max(found)) for p in periods(title) if p.iso and (found := _years(p.iso))]
    asked = _years(query.whole.period or "")
    if asked and years and not any(first <= asked[-1] <= last for first, last in years):
        return True
    own, other = query.whole.concept.measures, concept(title).measures
    rights, named = kinds_of_right(query.question), kinds_of_right(title)
    return bool(own and other and not own & other) or bool(rights and named and not rights & named)


def _years(iso: str) -> list[int]:
    return [int(part[:4]) for part in iso.split("/") if part[:4].isdigit()]


def _of_the_place(region: str | None, document: Document, title: str) -> bool:
    """Whether a title, or else its document, speaks of a region asked, of one around it or inside it, or of none."""
    named: list[str | None] = [place.name for place in regions(title) if not place.relative]
    return region is None or any(
        own is None or contains(own, region) or contains(region, own) for own in named or [document.region]
    )
