"""An amount over the things that it was paid for: 质押融资金额每笔平均, 平均一起涉案多少万元."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..asked.query import Query
from ..asked.slots import Slots, covered, prepared
from ..matching.library import Known, paragraph_of, sentence_of
from ..matching.match import best
from ..matching.wording import own_words
from .operation import Plan


def per_item(query: Query, unit: str, figures: Sequence[Known]) -> Plan | None:
    """An amount over a count of the same sentence, else paragraph: 质押融资金额每笔平均, 平均一起涉案多少万元."""
    asked = replace(query.whole, stat=None, unit="amount", focus=())
    # 平均每件专利: the right is what the amount is divided by, and need not be in the amount's own name.
    loose = replace(asked, concept=replace(asked.concept, object=None), words=_without_object(asked))
    amount = _first(asked, query, figures) or _first(_unregistered(asked), query, figures)
    amount = amount or _first(loose, query, figures)
    if amount is not None:
        counts = _counts_beside(amount, unit, prepared(query.question), figures)
        if counts:
            return Plan("ratio", (amount, counts[0]))
    return _amount_of_count(query, unit, figures)


def _unregistered(asked: Slots) -> Slots:
    """每笔登记: what is registered is counted, and no part of the amount's name."""
    meant = replace(asked.concept, measures=asked.concept.measures - {"登记量"})
    return replace(asked, concept=meant, words=tuple(word for word in asked.words if word != "登记"))


def _first(wanted: Slots, query: Query, figures: Sequence[Known]) -> Known | None:
    found = best(wanted, prepared(query.question), figures)
    return found[0].known if found else None


def _amount_of_count(query: Query, unit: str, figures: Sequence[Known]) -> Plan | None:
    """The other way round: the things are named (侵权假冒案), and the only amount of their sentence is meant."""
    question = prepared(query.question)
    counted = [k for k in figures if k.figure.stat == "count" and k.figure.normalized_unit == unit]
    asked = replace(query.subject, stat=None, unit="count")
    for count in range(len(asked.words), 0, -1):
        wanted = replace(asked, words=asked.words[:count])
        for match in best(wanted, question, counted)[:3]:
            amounts = _amounts_beside(match.known, figures)
            named = [k for k in amounts if all(covered(w, k.name + k.clause) for w in asked.words[count:])]
            if len(named) == 1:
                return Plan("ratio", (named[0], match.known))
    return None


def _amounts_beside(counted: Known, figures: Iterable[Known]) -> list[Known]:
    start, end = sentence_of(counted.document, counted.figure.start, counted.figure.end)
    return [
        k
        for k in figures
        if k.figure.stat == "amount"
        and k.figure.document_id == counted.figure.document_id
        and start <= k.figure.value_start < end
        and (k.figure.period, k.figure.status) == (counted.figure.period, counted.figure.status)
    ]


def _counts_beside(amount: Known, unit: str, question: str, figures: Iterable[Known]) -> list[Known]:
    """Counts in the unit asked, of the amount's paragraph, time, place and status: as named, then the nearest first."""
    where = paragraph_of(amount.document, amount.figure.start)
    counts = [
        k
        for k in figures
        if k.figure.document_id == amount.figure.document_id
        and k.figure.stat == "count"
        and k.figure.normalized_unit == unit
        and where[0] <= k.figure.start < where[1]
        and (k.figure.period, k.figure.region, k.figure.status)
        == (amount.figure.period, amount.figure.region, amount.figure.status)
    ]
    asked = own_words(question)

    def distance(known: Known) -> tuple[int, int, int]:
        said = sum(covered(word, known.name) for word in asked)
        unsaid = sum(not covered(word, question) for word in own_words(known.name))
        return -said, unsaid, abs(known.figure.value_start - amount.figure.value_start)

    return sorted(counts, key=distance)


def _without_object(asked: Slots) -> tuple[str, ...]:
    return tuple(word for word in asked.words if word != prepared(asked.concept.object or ""))
