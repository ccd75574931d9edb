"""From when to when a document is in force, and what it repeals, by its own sentences."""

import re
from collections.abc import Iterator, Sequence

from .dates import DATE, first_date, years_later

NUMBER = re.compile(r"[\u4e00-\u9fff]{1,14}[〔\[［（(【]\s*(?:19|20)\d{2}\s*[〕\]］)）】]\s*(?:第\s*)?\d{1,5}\s*号")
"""A document's number (文号), e.g. 国办发〔2018〕127号."""
_OPENING, _CLOSING = 20, 40
"""Lines at the beginning and at the end of a document that may speak of its validity."""
_MENTIONED = re.compile(r"施行|实施|执行|生效|试行|有效|废止|失效")
_EFFECTIVE = re.compile(rf"(?:自|从|于)\s*({DATE})\s*(?:起)?\s*(?:正式)?(?:施行|实施|执行|生效|试行)")
_SPAN = re.compile(
    rf"(?:自|从)\s*({DATE})\s*(?:起)?\s*(?:施行|实施|执行|生效|试行)?\s*[，,]?\s*(?:有效期)?\s*至\s*({DATE})"
)
_AT_ONCE = re.compile(r"自(?:发布|公布|印发|下发|颁布|通过|签发|发文)之日起(?:正式)?(?:施行|实施|执行|生效|试行)")
_AFTER = re.compile(r"自(?:发布|公布|印发)之日起\s*(\d{1,3}|[一二三四五六七八九十]{1,3})\s*日后(?:施行|实施|执行|生效)")
_VALID_UNTIL = re.compile(rf"(?:有效期(?:限)?|执行期限|试行期|有效)\s*(?:截?至|到)\s*({DATE})")
_VALID_FOR = re.compile(
    r"(?:有效期(?:限)?|试行期(?:限)?|施行期(?:限)?)(?:为|是)?\s*(\d{1,2}|[一二两三四五六七八九十]{1,2})\s*(年|个月)"
)
# Of the rule itself, not of something that it regulates (证书有效期为3年).
_OF_ITSELF = re.compile(
    r"(?:本|该|此)(?:办法|规定|细则|意见|通知|措施|政策|方案|条例|法|决定|规则|规程|指引|制度|实施|暂行|解释|若干|标准|公告)"
    r"|自(?:发布|公布|印发|下发|颁布)之日|^自|(?:修订|修正|发布|公布|印发|通过|批准|颁布)[^。，]{0,6}，?自|^施行|^有效期|^实施"
)
_REPEAL = re.compile(r"(?:同时|予以|即行|一并|相应|自行|现)?(?:废止|失效|停止执行|不再执行)")
_NAMED = re.compile(r"《([^《》]{4,80}(?:〈[^〉]*〉[^《》]{0,40})?)》")
_PARTLY = re.compile(r"^\s*(?:[（(][^（）()]{0,40}[）)])?\s*第[\d〇零一二三四五六七八九十百]+[条款项章]")
_LIST_OF_REPEALS = re.compile(r"(?:废止|失效)(?!.*修改)")
_SENTENCE = re.compile(r"[^。；;！？\n]+[。；;！？]?")


def validity(lines: Sequence[str], issued: str | None) -> tuple[str | None, str | None]:
    """When the document takes effect and the last day on which it is in force."""
    starts: list[str] = []
    expires = None
    for line in _ends(lines):
        for sentence in _SENTENCE.findall(line):
            if not _OF_ITSELF.search(sentence.strip()):
                continue
            if (start := _effect(sentence, issued)) and not _before(start, issued):
                starts.append(start)
            expires = _expiry(sentence, starts[-1] if starts else issued) or expires
    return (starts[0] if starts else None), expires


def _before(start: str, issued: str | None) -> bool:
    """Whether a date of effect is the first one of a rule amended since: it says nothing of this version."""
    return issued is not None and len(issued) == 10 and start < issued[: len(start)]


def speaking(lines: Sequence[str], title: str) -> Sequence[str]:
    """The lines of a document that can say when it is in force or what it repeals, the middle of most left out."""
    if len(lines) <= 2 * _CLOSING or _LIST_OF_REPEALS.search(title):
        return lines
    return [*lines[:_CLOSING], *lines[-_CLOSING:]]


def _ends(lines: Sequence[str]) -> list[str]:
    """The first and last lines that may speak of validity."""
    ends = lines if len(lines) <= _OPENING + _CLOSING else [*lines[:_OPENING], *lines[-_CLOSING:]]
    return [line for line in ends if _MENTIONED.search(line)]


def _effect(sentence: str, issued: str | None) -> str | None:
    if match := _EFFECTIVE.search(sentence) or _SPAN.search(sentence):
        return first_date(match[1])
    if _AT_ONCE.search(sentence):
        return issued if issued and len(issued) == 10 else None
    if (match := _AFTER.search(sentence)) and issued and len(issued) == 10:
        return years_later(issued, days=match[1])
    return None


def _expiry(sentence: str, start: str | None) -> str | None:
    if match := _VALID_UNTIL.search(sentence):
        return first_date(match[1])
    if match := _SPAN.search(sentence):
        return first_date(match[2])
    if (match := _VALID_FOR.search(sentence)) and start and len(start) == 10:
        given = {"years": match[1]} if match[2] == "年" else {"months": match[1]}
        return years_later(start, **given, last_day=True)
    return None


def repealed(lines: Sequence[str], title: str) -> Iterator[str]:
    """Numbers and titles of the documents that this one repeals as wholes."""
    everything = bool(_LIST_OF_REPEALS.search(title))
    for line in lines if everything else _ends(lines):
        for sentence in _SENTENCE.findall(line):
            repeal = _REPEAL.search(sentence)
            if repeal is None and not everything:
                continue
            until = repeal.start() if repeal and not everything else len(sentence)
            for match in _NAMED.finditer(sentence, 0, until):
                behind = sentence[match.end() :]
                if _PARTLY.match(behind):
                    continue
                if number := NUMBER.match(behind.lstrip("（( ")):
                    yield re.sub(r"\s+", "", number[0])
                yield " ".join(match[1].split())
