"""Where the annexes of a document begin: a line that says 附件1 and nothing else, and the annex's title below it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from .blocks import Block
from .numbering import opens_heading

_ANNEX = re.compile(
    r"附\s*[：:]|附\s*(?:件|录)\s*(?:[〇零一二三四五六七八九十]{1,3}|\d{1,2}|[A-Z])?(?:(?<![件录\s])\s*[：:])?"
)
_ENDED = re.compile(r"[。；：，！？;:,]$")
_LONGEST = 60


def annex_levels(blocks: Sequence[Block]) -> Mapping[int, int]:
    """The heading levels that annexes give to blocks, by position: 1 to the line 附件1, 2 to the title below it.

    附件： over a numbered list announces the annexes and begins none; neither does the first line of a file.
    """
    return dict(_levels(blocks))


def _levels(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    for position in range(1, len(blocks) - 1):
        block, below = blocks[position], blocks[position + 1]
        if not _is_free(block) or not _ANNEX.fullmatch(block.text.strip()):
            continue
        if below.table is None and opens_heading(below.text.strip()):
            if position + 2 >= len(blocks) or opens_heading(blocks[position + 2].text.strip()):
                continue
            yield position, 1
            continue
        yield position, 1
        if _is_free(below) and len(below.text) <= _LONGEST and not _ENDED.search(below.text.strip()):
            yield position + 1, 2


def _is_free(block: Block) -> bool:
    return block.table is None and block.level is None and not block.plain
