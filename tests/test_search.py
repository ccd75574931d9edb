"""Fusion is arithmetic on ranks; search fills hits from the catalog."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from entries import make_entry
from hypothesis import given
from hypothesis import strategies as st

from ipqa.library import Library, Scored
from ipqa.models.hashing import HashingEmbedder
from ipqa.search import fuse, search

EMBEDDER = HashingEmbedder(256)
TEXT = "专利权质押融资贴息办法\n商标注册申请流程\n地理标志产品保护规定\n版权登记收费标准"


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with Library.open(tmp_path, EMBEDDER) as opened:
        with opened.write() as writer:
            writer.put(make_entry("甲.txt", TEXT))
            writer.put(make_entry("乙.txt", "商标注册申请流程", "内部"))
        yield opened


def ranking(*pairs: tuple[int, float]) -> list[Scored]:
    return [Scored(key, score) for key, score in pairs]


def test_fusion_adds_weighted_scores_scaled_to_their_range() -> None:
    fused = fuse((ranking((7, 0.9), (8, 0.5), (9, 0.1)), ranking((9, 12.0), (7, 4.0))), (0.5, 0.25))
    assert fused == ranking((7, 0.5), (9, 0.25), (8, 0.25))


def test_equal_sums_go_by_best_rank_then_key() -> None:
    assert [f.key for f in fuse((ranking((5, 2.0), (1, 2.0)), ranking((3, 1.0), (2, 1.0))), (1.0, 1.0))] == [3, 5, 1, 2]
    assert fuse(([], ranking((4, 3.0))), (0.4, 0.6)) == ranking((4, 0.6))


@given(st.lists(st.lists(st.integers(0, 30), unique=True), min_size=1, max_size=4))
def test_fusion_keeps_every_key_once_in_falling_order(keys: list[list[int]]) -> None:
    fused = fuse([[Scored(k, -float(i)) for i, k in enumerate(r)] for r in keys], [1.0] * len(keys))
    assert sorted(f.key for f in fused) == sorted(set().union(*keys))
    scores = [f.score for f in fused]
    assert scores == sorted(scores, reverse=True)


def test_hits_say_where_they_stand(library: Library) -> None:
    with library.snapshot() as snapshot:
        hits = search(snapshot, EMBEDDER, "地理标志怎么保护？", 2)
    best = hits[0]
    assert (best.text, best.page, best.title, best.source, best.collection) == (
        "地理标志产品保护规定", 2, "测试文件", "甲.txt", "public",
    )  # fmt: skip
    assert TEXT[best.passage.start : best.passage.end] == best.text
    assert best.passage.section == ("一、总则",)
    assert (best.dense_rank, best.lexical_rank, best.score) == (1, 1, 1.0)
    expected = (
        EMBEDDER.embed_questions(["地理标志怎么保护？"])[0] @ EMBEDDER.embed_passages(["测试文件\n" + best.text])[0]
    )
    assert best.similarity == pytest.approx(float(expected), abs=1e-3)


def test_collections_restrict(library: Library) -> None:
    with library.snapshot() as snapshot:
        for collections, sources in ((["内部"], ["乙.txt"]), ([], []), (None, ["甲.txt", "乙.txt"])):
            hits = search(snapshot, EMBEDDER, "商标注册申请", 2, collections=collections)
            assert [hit.source for hit in hits if hit.text == "商标注册申请流程"] == sources


def test_k_and_depth(library: Library) -> None:
    with library.snapshot() as snapshot:
        assert search(snapshot, EMBEDDER, "专利", 0) == []
        everything = search(snapshot, EMBEDDER, "商标注册", 100, depth=1)
        assert sorted(hit.text for hit in everything) == sorted([*TEXT.split("\n"), "商标注册申请流程"])
        assert search(snapshot, EMBEDDER, "商标注册", 2) == everything[:2]


def test_query_syntax_and_empty_questions_find_nothing_special(library: Library) -> None:
    with library.snapshot() as snapshot:
        assert search(snapshot, EMBEDDER, "？？？", 5) == []
        hits = search(snapshot, EMBEDDER, '(版权 AND "登记" OR -收费:*', 1)
        assert [hit.text for hit in hits] == ["版权登记收费标准"]


def test_an_empty_library_gives_nothing(tmp_path: Path) -> None:
    with Library.open(tmp_path / "new", EMBEDDER) as empty, empty.snapshot() as snapshot:
        assert search(snapshot, EMBEDDER, "专利", 10) == []
