"""Every document that ships says in its first lines what it is, where its facts come from, and what prevails."""

from pathlib import Path

import pytest

CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.mark.parametrize("path", sorted(CORPUS.iterdir()), ids=lambda path: path.name)
def test_a_document_says_what_it_is(path: Path) -> None:
    title, _, rest = path.read_text("utf-8").partition("\n")
    preamble = rest.partition("\n## ")[0]
    assert title.startswith("# ")
    for words in ("用自己的话", "不是官方", "为准"):
        assert words in preamble
    assert "公开" in preamble
