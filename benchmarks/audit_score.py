"""Scores ``ipqa audit`` against a list of what does not agree in some documents.

    python benchmarks/audit_score.py LIST.jsonl --docs DIR [--index DIR] [--kinds part_gt_whole,sum_mismatch]

LIST has a line per entry: {"id", "kind", "quotes": [verbatim, …]}; other fields are shown and not used. A finding hits
an entry when the kinds are equivalent and it covers at least half of the entry's different quotes, and two of them
where there are two. Every finding that hits no entry is printed, to be judged by hand: whether it is true decides the
precision, not this list.
"""

import argparse
import json
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ipqa.audit import Finding, findings_text
from ipqa.service import IngestReport, Ipqa
from ipqa.settings import Settings

# A kind of a list -> the kinds of findings that say the same.
EQUIVALENT: dict[str, frozenset[str]] = {
    name: frozenset(kinds.split())
    for name, kinds in {
        "ocr_unit": "unit_typo unit_slip",
        "typo": "unit_typo",
        "two_scopes": "different_scope conflict",
        "entity_swap": "role_conflict",
        "charts_without_data": "chart_without_data",
        "suspicious_equal": "suspicious_equal part_gt_whole",
        "conflict": "conflict unit_slip revision",
        "revision": "revision conflict",
        "sum_mismatch": "sum_mismatch rounding",
        "sum_incomplete": "sum_incomplete sum_mismatch",
        "share_incomplete": "share_incomplete shares_not_100",
        "shares_not_100": "shares_not_100 share_incomplete",
    }.items()
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    id: str
    kind: str
    quotes: tuple[str, ...]


def main() -> int:
    arguments = _arguments()
    entries = list(read_entries(Path(arguments.list), arguments.kinds))
    with tempfile.TemporaryDirectory() as scratch:
        findings, seconds = findings_of(Path(arguments.docs), Path(arguments.index or scratch))
    hits = {entry.id: [f for f in findings if covers(f, entry)] for entry in entries}
    for entry in entries:
        found = "、".join(dict.fromkeys(f"{f.kind}/{f.severity}" for f in hits[entry.id]))
        say(f"{'found ' if found else 'MISSED'} {entry.id:6} {entry.kind:18} {found or entry.quotes[0][:60]}")
    hitting = {f.id for found in hits.values() for f in found}
    outside = [f for f in findings if f.id not in hitting]
    say(f"\nOutside the list, to be judged by hand ({len(outside)}):\n{findings_text(outside)}")
    count = sum(bool(found) for found in hits.values())
    say(
        f"\nfound {count} of {len(entries)}; findings {len(findings)}, outside the list {len(outside)}; {seconds:.2f} s"
    )
    return 0


def say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("list")
    parser.add_argument("--docs", required=True, help="the documents that the list is about")
    parser.add_argument("--index", help="keep the index here (default: a scratch folder)")
    parser.add_argument("--kinds", help="only entries of these kinds, parted by commas")
    return parser.parse_args()


def read_entries(path: Path, kinds: str | None = None) -> Iterator[Entry]:
    """The entries of a list, of some kinds only where they are named."""
    wanted = set(kinds.split(",")) if kinds else None
    for line in path.read_text("utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            if wanted is None or row["kind"] in wanted:
                yield Entry(row["id"], row["kind"], tuple(dict.fromkeys(map(plain, row["quotes"]))))


def findings_of(docs: Path, index: Path) -> tuple[list[Finding], float]:
    """The findings over a folder and the seconds they took, besides reading it in."""
    with Ipqa.open(Settings(index=index)) as service:
        for event in service.ingest([docs]):
            if isinstance(event, IngestReport) and event.status == "failed":
                say(f"not read: {event.source}: {event.reason}")
        started = time.perf_counter()
        found = service.audit()
        return found, time.perf_counter() - started


def covers(found: Finding, entry: Entry) -> bool:
    """Whether a finding says what an entry says, over the quotes of the entry."""
    if found.kind not in EQUIVALENT.get(entry.kind, frozenset((entry.kind,))):
        return False
    quotes = [plain(q.quote) for q in found.quotes]
    covered = sum(any(_overlap(quote, said) for said in quotes) for quote in entry.quotes)
    return covered >= max(min(len(entry.quotes), 2), (len(entry.quotes) + 1) // 2)


def _overlap(one: str, other: str) -> bool:
    """Whether one quote holds the other, or both begin with the same clause."""
    return one in other or other in one


def plain(text: str) -> str:
    """A quote without the white space that readers may give otherwise."""
    return "".join(text.split())


if __name__ == "__main__":
    raise SystemExit(main())
