"""Over what a number was counted: the whole place, or an industry, a park, a company that the words around it name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..figures.context.periods import periods
from ..figures.context.regions import regions
from ..figures.vocabulary import member_of
from ..text import sentences
from .lexicon import lexicon
from .view import Item, View

LOOK_BACK = 400
"""Characters of a paragraph before a sentence in which its subject is looked for."""
LEAST_SUBJECT = 2
MEMBER = 9
"""Characters of the longest name of a member."""
_CLAUSES = re.compile(r"[，。；：！？,;!?\n]")
_WHOLE = re.compile(r"(?:全|我|本)(?P<level>[省市区县州盟旗镇乡村校院国球])(?!面|力|部|体|新|级|长|委|府|道|方案|会)")
_LEVELS = {"自治区": "区", "自治州": "州"}
_MONTH = re.compile(r"(?<!\d)(\d{1,2})\s*月(?:\s*(?:\d{1,2}\s*日|底|末))?")
_NUMBER = re.compile(r"\d[\d,，.．]*\s*(?:[%％]|[万亿]*[一-鿿]?)")
_FILLERS = re.compile(
    r"[\s\W_]|截[至止]?|目前|全[市省区县国州年镇乡校院]|我[市省区县国]|本[市省区县年]|[底末初]|累计|共有?|总计|合计|达到?|[为是有的了已另]"
    r"|实现|完成|超过?|突破|约|近|分别|其中|同时|此外|[年月日]|以来|当年|历年|已经|现有|拥有|新增|期间|同比|环比|比?上年|较|增长|下降|比|占"
    r"|[上下]半年?|[一二三四]季度|去年|今年|前年|同期|记者|据|了解|统计|数据|显示|总?[量数额]|登记|办理|新收|受理|审结|办结|查处|查办|开展|获|获得|获批"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a number is of. ``subject`` is empty for the place of the figure; ``whole``: the text says that it is."""

    subject: str
    whole: bool
    month: int | None


def standing(view: View, item: Item) -> Standing:
    """Over what a number was counted, as its sentence, its paragraph and its headings say."""
    known = view.standings.get(item.figure.id)
    if not isinstance(known, Standing):
        known = _standing(view, item)
        view.standings[item.figure.id] = known
    return known


def alike(view: View, a: Item, b: Item) -> bool:
    """Whether nothing speaks for two numbers being of different things."""
    one, other = standing(view, a), standing(view, b)
    return one.subject == other.subject


def _standing(view: View, item: Item) -> Standing:
    month = _month(view, item)
    if item.table is not None:
        words = _cell_words(view, item)
        said = lexicon().narrow.search(words)
        return Standing(words if said else "", not said, month)
    subject = _of_sentence(view, item)
    whole = subject == ""
    if subject is None:
        subject = _of_paragraph(view, item)
        whole = subject == ""
    if subject is None:
        subject = _of_headings(view, item)
        whole = False
    return Standing(subject or "", whole, month)


def _month(view: View, item: Item) -> int | None:
    """The month up to which a number was counted; None for the end of the year and where the text does not say."""
    said = _MONTH.findall(view.text[item.sentence[0] : item.figure.value_start])
    month = int(said[-1]) if said else 12
    return None if month == 12 else month


def _cell_words(view: View, item: Item) -> str:
    cell, title = item.figure.cell, view.document.tables[item.table or 0].title or ""
    return "".join((title, cell.row if cell else "", cell.column if cell else ""))


def _of_sentence(view: View, item: Item) -> str | None:
    """The subject that a sentence gives up to a number; empty: the whole place; None: it says nothing."""
    start, stop = item.sentence[0], item.figure.value_start
    found: str | None = None
    for a, b in _clauses(view.text, start, stop):
        said = _of_clause(view, item, a, b, own=b >= stop)
        if said:
            return said
        found = said if said is not None else found
    return found


def _clauses(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    for match in _CLAUSES.finditer(text, start, stop):
        if start < match.start():
            yield start, match.start()
        start = match.end()
    if start < stop:
        yield start, stop


def _of_clause(view: View, item: Item, start: int, stop: int, own: bool = False) -> str | None:
    clause = view.text[start:stop]
    # 高校/研究院所 460 件 is a member of the whole, which the figure itself keeps.
    narrow = _narrowed(clause)
    level = _WHOLE.search(clause)
    if narrow:
        return _bare(clause[: narrow.end()]) or narrow.group()
    if level and not _own_level(level["level"], item.figure.region):
        return level["level"]
    if level:
        return ""
    inside = [i for i in view.between((start, stop + 1)) if i.table is None and i.figure.value_start < stop]
    if inside and not own:
        named = _left_over(view, inside[0], start)
        if len(named) >= LEAST_SUBJECT:
            return named
    if any(r.name and item.figure.region for r in regions(clause, None)):
        return ""
    return None


def _narrowed(clause: str) -> re.Match[str] | None:
    """The first word that makes a clause speak of something narrower; the 研究院 of 高校/研究院 is a member."""
    return next((m for m in lexicon().narrow.finditer(clause) if not _is_member(clause, m)), None)


def _is_member(clause: str, narrow: re.Match[str]) -> bool:
    """Whether a word is that of a member which the figure itself keeps, with nothing that says which one."""
    for start in range(max(0, narrow.end() - MEMBER), narrow.start() + 1):
        for stop in range(narrow.end(), min(len(clause), narrow.end() + 3) + 1):
            if member_of(clause[start:stop]) and not _bare(lexicon().plain.sub("", clause[:start])):
                return True
    return False


def _own_level(level: str, region: str | None) -> bool:
    """Whether 全市 is said of the place of a figure: it is a 市 itself, or no place is known."""
    if not region:
        return True
    if level == "国":
        return region.endswith(("国", "中国"))
    return region.endswith(level) or (level == "州" and "州" in region) or (level == "区" and "自治区" in region)


def _left_over(view: View, item: Item, start: int) -> str:
    """What stands before a number besides its name, its members, times and places."""
    text = view.text[start : item.figure.value_start]
    spans = [(p.start, p.end) for p in periods(text)] + [(r.start, r.end) for r in regions(text, None)]
    rest = "".join(c for i, c in enumerate(text) if not any(a <= i < b for a, b in spans))
    # A name of a company stands in the raw name of an indicator too, so only a plain name is taken away.
    f = item.figure
    for word in sorted({f.raw_indicator, f.indicator, *(m for _, m in f.dimensions)}, key=len, reverse=True):
        if word and ((item.concept.complete and not item.kind[2]) or item.concept.object is None):
            rest = rest.replace(word, "")
    return _bare(lexicon().plain.sub("", rest))


def _bare(words: str) -> str:
    return _FILLERS.sub("", _NUMBER.sub("", words))


def _of_paragraph(view: View, item: Item) -> str | None:
    """The subject of the sentences before, the nearest first."""
    begin = max(item.line[0], item.sentence[0] - LOOK_BACK)
    for a, b in reversed(list(sentences(view.text, begin, item.sentence[0]))):
        found: str | None = None
        for index, (start, stop) in enumerate(_clauses(view.text, a, b)):
            said = _of_clause(view, item, start, stop)
            if said and index == 0:
                return said
            found = said if said == "" else found
        if found is not None:
            return found
    return None


def _of_headings(view: View, item: Item) -> str | None:
    """What the headings over a number narrow it to; those that only name the field do not."""
    for heading in reversed(view.document.section_at(item.figure.start)):
        plain = "".join(heading.split())
        if plain == "".join(view.document.title.split()):
            continue
        if lexicon().narrow.search(plain):
            return plain
        if not lexicon().heading.search(plain):
            return plain
    return None
