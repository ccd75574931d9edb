"""The library: what is put comes back, commits are whole, repair, concurrency, refusals."""

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from entries import document_id, make_entry, make_figure
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import JSON, inspect

import ipqa.library.library as library_module
from ipqa.errors import LibraryBusy, LibraryError, NewerIndex
from ipqa.library import DocumentSummary, IndicatorCount, Library, StoredGraphic
from ipqa.library import rows as columns
from ipqa.library.catalog import migrate, open_engine
from ipqa.library.lexicon import query_tokens
from ipqa.library.locks import writing
from ipqa.library.originals import keep
from ipqa.library.reader import SqliteReader, read
from ipqa.library.rows import fill_template, make_template
from ipqa.library.state import HEAD, STATE_COLUMNS
from ipqa.library.tables import metadata
from ipqa.models.hashing import HashingEmbedder
from ipqa.reading.structure.blocks import version_of
from ipqa.records import Box, Document, Entry, Graphic, Page, Table

EMBEDDER = HashingEmbedder()


class CountingEmbedder(HashingEmbedder):
    """Remembers what it was asked to embed."""

    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def embed_passages(self, texts):  # type: ignore[no-untyped-def]
        self.asked += texts
        return super().embed_passages(texts)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "知识产权 索引"


@pytest.fixture
def library(folder: Path) -> Iterator[Library]:
    with Library.open(folder, EMBEDDER) as opened:
        yield opened


def put(library: Library, *entries: Entry) -> list[str]:
    with library.write() as writer:
        return [writer.put(entry) for entry in entries]


def found(library: Library, question: str, k: int = 3, collections: list[str] | None = None) -> list[str]:
    """The texts that the lexicon finds, best first."""
    with library.snapshot() as snapshot:
        keys = [scored.key for scored in snapshot.lexical(question, k, collections)]
        return [stored.text for stored in snapshot.passages(keys)]


def generation(library: Library) -> int:
    with library.snapshot() as snapshot:
        assert snapshot.problems() == []
        return snapshot.generation


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def count(folder: Path, table: str) -> int:
    connection = sqlite3.connect(folder / "catalog.sqlite")
    try:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
    finally:
        connection.close()


def test_what_is_put_comes_back(library: Library) -> None:
    figures = (make_figure("甲.txt"), replace(make_figure("甲.txt", "商标注册量", "0.50"), dimensions=(), cell=None))
    entry = make_entry("甲.txt", "专利质押融资\n商标注册申请\n地理标志产品", figures=figures)
    assert put(library, entry) == ["added"]
    with library.snapshot() as snapshot:
        assert snapshot.document(entry.document.id) == entry.document
        assert snapshot.figures() == list(figures)
        stored = snapshot.document_passages(entry.document.id)
        assert [s.passage for s in stored] == list(entry.passages)
        assert [(s.text, s.page) for s in stored] == [("专利质押融资", 1), ("商标注册申请", 1), ("地理标志产品", 2)]
        assert snapshot.passages([stored[2].key, 999, stored[0].key]) == [stored[2], stored[0]]
        assert snapshot.documents() == [
            DocumentSummary(
                entry.document.id, entry.document.version, "甲.txt", "public", "测试文件", "text/plain",
                "测试局", None, "2021-04-26", None, None, None, pages=2, passages=3, figures=2, tables=1,
            )
        ]  # fmt: skip
        assert snapshot.problems() == []
    assert library.versions("public") == {"甲.txt": entry.document.version}
    assert library.versions("内部") == {}


def test_the_same_version_again_changes_nothing(library: Library, folder: Path) -> None:
    entry = make_entry("甲.txt", "专利质押融资")
    assert put(library, entry, entry) == ["added", "unchanged"]
    before = names(folder)
    assert put(library, entry) == ["unchanged"]
    assert (generation(library), names(folder)) == (1, before)


def test_force_stores_the_same_version_anew(library: Library) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    with library.write() as writer:
        assert writer.put(make_entry("甲.txt", "专利质押融资", title="新标题"), force=True) == "replaced"
    with library.snapshot() as snapshot:
        assert [document.title for document in snapshot.documents()] == ["新标题"]


def test_a_revision_replaces_and_embeds_only_what_is_new(folder: Path) -> None:
    embedder = CountingEmbedder()
    with Library.open(folder, embedder) as library:
        put(library, make_entry("甲.txt", "专利质押融资\n商标注册申请", figures=(make_figure("甲.txt"),)))
        embedder.asked.clear()
        revised = make_entry("甲.txt", "专利质押融资\n商标驳回复审")
        assert put(library, revised) == ["replaced"]
        assert embedder.asked == ["测试文件\n商标驳回复审"]
        assert generation(library) == 2
        assert found(library, "注册申请") == []
        assert found(library, "驳回复审") == ["商标驳回复审"]
        with library.snapshot() as snapshot:
            assert snapshot.document(document_id("甲.txt")) == revised.document
            assert snapshot.figures() == []


def test_the_last_of_several_versions_in_one_write_counts(library: Library) -> None:
    texts = ["专利一", "商标二", "地理标志三"]
    assert put(library, *(make_entry("甲.txt", text) for text in texts)) == ["added", "replaced", "replaced"]
    assert generation(library) == 1
    assert found(library, "专利 商标 地理标志") == ["地理标志三"]


def test_removing_leaves_nothing_behind(library: Library, folder: Path) -> None:
    kept = make_entry("乙.txt", "商标注册申请")
    put(library, make_entry("甲.txt", "独一无二的质押\n商标注册申请", figures=(make_figure("甲.txt"),)), kept)
    with library.write() as writer:
        assert writer.remove(document_id("甲.txt")) is True
        assert writer.remove(document_id("甲.txt")) is False
    assert generation(library) == 2
    assert found(library, "独一无二的质押") == []
    assert found(library, "商标注册申请") == ["商标注册申请"]
    with pytest.raises(LibraryError), library.snapshot() as snapshot:
        snapshot.document(document_id("甲.txt"))
    library.close()
    counts = {table: count(folder, table) for table in ("documents", "passages", "figures", "embeddings")}
    assert counts == {"documents": 1, "passages": 1, "figures": 0, "embeddings": 1}
    assert names(folder) == ["catalog.sqlite", "figures-2", "lexicon-2", "lock", "vectors-2.faiss"]
    words = "独一无二".encode()
    assert not [path for path in folder.rglob("*") if path.is_file() and words in path.read_bytes()]


def test_a_library_emptied_can_be_filled_again(library: Library) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    with library.write() as writer:
        writer.remove(document_id("甲.txt"))
    assert found(library, "专利") == []
    assert put(library, make_entry("甲.txt", "专利质押融资")) == ["added"]
    assert found(library, "专利") == ["专利质押融资"]


def test_keys_are_never_used_twice(library: Library) -> None:
    put(library, make_entry("甲.txt", "专利一\n专利二"))
    with library.snapshot() as snapshot:
        before = {stored.key for stored in snapshot.document_passages(document_id("甲.txt"))}
    with library.write() as writer:
        writer.remove(document_id("甲.txt"))
    put(library, make_entry("甲.txt", "专利一\n专利二"))
    with library.snapshot() as snapshot:
        after = {stored.key for stored in snapshot.document_passages(document_id("甲.txt"))}
    assert min(after) > max(before)


def test_an_exception_undoes_everything(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    with pytest.raises(ZeroDivisionError), library.write() as writer:
        writer.put(make_entry("乙.txt", "商标注册申请"))
        writer.put(make_entry("乙.txt", "商标驳回复审"))  # makes the first version reach the files
        writer.remove(document_id("甲.txt"))
        raise ZeroDivisionError
    assert generation(library) == 1
    assert [name for name in names(folder) if "2" in name] == []
    assert found(library, "专利 商标") == ["专利质押融资"]


def test_collections_are_kept_apart(library: Library) -> None:
    text = "专利质押融资\n商标注册申请"
    put(library, make_entry("甲.txt", text), make_entry("甲.txt", text, "内部"), make_entry("乙.txt", "专利", "内部"))
    vector = EMBEDDER.embed_questions(["专利质押"])[0]
    with library.snapshot() as snapshot:
        assert snapshot.collections() == ["public", "内部"]
        for collections in (["内部"], ["public"], ["public", "内部"], []):
            keys = [scored.key for scored in snapshot.dense(vector, 9, collections)]
            rows = snapshot.passages(keys)
            assert {row.collection for row in rows} == set(collections)
            assert len(rows) == sum(d.passages for d in snapshot.documents(collections))
            lexical = snapshot.passages([s.key for s in snapshot.lexical("专利", 9, collections)])
            assert {row.collection for row in lexical} == set(collections)
    assert found(library, "质押", collections=["没有"]) == []


def test_figures_by_indicator(library: Library) -> None:
    first = [make_figure("甲.txt", "专利授权量", str(n)) for n in range(3)]
    second = make_figure("乙.txt", "商标注册量", "5", "内部")
    put(library, make_entry("甲.txt", "一", figures=tuple(first)), make_entry("乙.txt", "二", "内部", (second,)))
    with library.snapshot() as snapshot:
        assert snapshot.figure_indicators() == [IndicatorCount("专利授权量", 3), IndicatorCount("商标注册量", 1)]
        assert snapshot.figure_indicators(["内部"]) == [IndicatorCount("商标注册量", 1)]
        assert snapshot.figures(indicators=["专利授权量"]) == first
        assert snapshot.figures(document_id("乙.txt", "内部")) == [second]
        assert snapshot.figures(collections=["内部"], indicators=["专利授权量"]) == []


def test_orphans_of_a_killed_writer_are_removed(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    library.close()
    (folder / "vectors-2.faiss").write_bytes(b"half")
    (folder / "lexicon-2").mkdir()
    (folder / "lexicon-2" / "meta.json").write_text("{")
    (folder / "vectors-0.faiss").write_bytes(b"old")
    with Library.open(folder, EMBEDDER) as again:
        assert [name for name in names(folder) if "-2" in name or "-0" in name] == []
        assert found(again, "质押") == ["专利质押融资"]


def test_the_files_of_a_writer_at_work_are_left_alone(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    with writing(folder):
        (folder / "vectors-2.faiss").write_bytes(b"half")
        with Library.open(folder, EMBEDDER) as reader:
            assert found(reader, "质押") == ["专利质押融资"]
        assert (folder / "vectors-2.faiss").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda folder: (folder / "vectors-2.faiss").unlink(),
        lambda folder: os.truncate(folder / "vectors-2.faiss", 100),
        lambda folder: (folder / "vectors-2.faiss").write_bytes(b""),
        lambda folder: (folder / "lexicon-2" / "meta.json").unlink(),
        lambda folder: (folder / "lexicon-2" / "meta.json").write_text("{"),
        lambda folder: (folder / "figures-2" / "meta.json").write_text("{"),
        lambda folder: [path.unlink() for path in (folder / "lexicon-2").glob("*.term")],
    ],
)
def test_damaged_files_are_derived_again(folder: Path, damage) -> None:  # type: ignore[no-untyped-def]
    embedder = CountingEmbedder()
    vector = embedder.embed_questions(["专利质押"])[0]
    with Library.open(folder, embedder) as library:
        put(library, make_entry("甲.txt", "专利质押融资\n商标注册申请"))
        put(library, make_entry("乙.txt", "地理标志产品"))
        with library.snapshot() as snapshot:
            before = (snapshot.dense(vector, 9), snapshot.lexical("专利商标", 9))
    damage(folder)
    embedder.asked.clear()
    with Library.open(folder, embedder) as library:
        assert generation(library) == 3
        with library.snapshot() as snapshot:
            assert (snapshot.dense(vector, 9), snapshot.lexical("专利商标", 9)) == before
    assert embedder.asked == []


def test_a_writer_repairs_before_it_writes(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    library.close()
    (folder / "vectors-1.faiss").unlink()
    with Library.open(folder, EMBEDDER) as again:
        put(again, make_entry("乙.txt", "商标质押"))
        assert generation(again) == 3
        assert sorted(found(again, "质押")) == ["专利质押融资", "商标质押"]


def test_an_older_format_is_derived_again(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资"))
    execute(folder, "UPDATE state SET format = 0")
    with Library.open(folder, EMBEDDER) as again:
        assert found(again, "质押") == ["专利质押融资"]
        assert generation(again) == 2


def execute(folder: Path, statement: str) -> None:
    connection = sqlite3.connect(folder / "catalog.sqlite")
    with connection:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    "statement", ["UPDATE alembic_version SET version_num = '9999'", "UPDATE state SET format = 99"]
)
def test_a_newer_index_is_refused(library: Library, folder: Path, statement: str) -> None:
    library.close()
    execute(folder, statement)
    with pytest.raises(NewerIndex, match="更新版本"):
        Library.open(folder, EMBEDDER)


def test_an_unreadable_catalog_is_refused(folder: Path) -> None:
    folder.mkdir()
    (folder / "catalog.sqlite").write_bytes(b"this is no database" * 100)
    with pytest.raises(LibraryError, match="索引目录库无法使用"):
        Library.open(folder, EMBEDDER)


def test_another_database_is_refused(folder: Path) -> None:
    folder.mkdir()
    execute(folder, "CREATE TABLE other (id)")
    with pytest.raises(LibraryError, match="不是本软件的索引"):
        Library.open(folder, EMBEDDER)


def test_a_folder_that_cannot_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match="无法建立索引目录"):
        Library.open(tmp_path / "file" / "index", EMBEDDER)


def test_one_writer_at_a_time(library: Library, folder: Path) -> None:
    with writing(folder), pytest.raises(LibraryBusy, match="正在写入"), writing(folder, patience=0.05):
        pass
    with library.write() as writer:
        writer.put(make_entry("甲.txt", "专利质押融资"))
        with Library.open(folder, EMBEDDER) as other, pytest.raises(LibraryBusy), other.write(patience=0):
            pass
    assert generation(library) == 1


def test_an_old_snapshot_stays_as_it_was(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资", figures=(make_figure("甲.txt"),)))
    vector = EMBEDDER.embed_questions(["专利质押"])[0]
    with Library.open(folder, EMBEDDER) as reader, reader.snapshot() as old:
        for text in ("商标注册申请", "商标驳回复审"):
            put(library, make_entry("甲.txt", text))
        assert "vectors-1.faiss" in names(folder)
        assert "vectors-2.faiss" not in names(folder)
        assert (old.generation, old.problems()) == (1, [])
        texts = [stored.text for stored in old.passages([s.key for s in old.dense(vector, 5)])]
        assert texts == ["专利质押融资"]
        assert [s.key for s in old.lexical("专利", 5)] == [s.key for s in old.dense(vector, 5)]
        assert old.figures() == [make_figure("甲.txt")]
        with reader.snapshot() as new:
            assert (new.generation, new.problems()) == (3, [])
            assert new.figures() == []
    del old, new
    put(library, make_entry("甲.txt", "地理标志"))
    library.close()
    assert names(folder) == ["catalog.sqlite", "figures-4", "lexicon-4", "lock", "vectors-4.faiss"]


def test_threads_read_while_another_writes(library: Library) -> None:
    put(library, make_entry("0.txt", "专利质押融资"))
    stop = threading.Event()
    problems: list[str] = []
    seen: set[int] = set()

    def read() -> None:
        while not stop.is_set():
            with library.snapshot() as snapshot:
                problems.extend(snapshot.problems())
                seen.add(snapshot.generation)
                rows = snapshot.passages([s.key for s in snapshot.lexical("专利质押", 99)])
                if len(rows) != snapshot.generation:
                    problems.append(f"{len(rows)} passages at generation {snapshot.generation}")

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for i in range(1, 8):
        put(library, make_entry(f"{i}.txt", f"专利质押融资第{i}号"))
    stop.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert len(seen) > 1
    assert generation(library) == 8


def test_another_model_must_embed_anew(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资\n商标注册申请"))
    library.close()
    other = HashingEmbedder(32)
    with Library.open(folder, other) as again:
        assert again.needs_reembedding is True
        with pytest.raises(LibraryError, match="hashing-64"), again.snapshot():
            pass
        with pytest.raises(LibraryError, match="重新导入"), again.write():
            pass
        stages: list[tuple[str, int, int]] = []
        again.reembed(lambda *stage: stages.append(stage))
        assert stages == [("commit", 0, 3), ("embed", 2, 2), *(("commit", n, 3) for n in (1, 2, 3))]
        assert again.needs_reembedding is False
        assert generation(again) == 2
        vector = other.embed_questions(["测试文件\n商标注册申请"])[0]
        with again.snapshot() as snapshot:
            nearest = snapshot.passages([s.key for s in snapshot.dense(vector, 1)])
            assert [stored.text for stored in nearest] == ["商标注册申请"]


def test_progress_counts_passages_then_steps(library: Library) -> None:
    stages: list[tuple[str, int, int]] = []
    with library.write(lambda *stage: stages.append(stage)) as writer:
        writer.put(make_entry("甲.txt", "专利\n商标"))
    assert stages == [("embed", 2, 2), *(("commit", n, 3) for n in (0, 1, 2, 3))]


def test_many_batches(library: Library) -> None:
    put(library, *(make_entry(f"{i}.txt", "\n".join(f"专利{i}第{n}号" for n in range(900))) for i in range(5)))
    put(library, make_entry("3.txt", "地理标志"))
    assert generation(library) == 2
    assert found(library, "专利4第899号", 1) == ["专利4第899号"]
    with library.snapshot() as snapshot:
        assert [document.passages for document in snapshot.documents()] == [900, 900, 900, 1, 900]


def test_the_lexicon_is_built_anew_when_much_was_removed(library: Library, folder: Path) -> None:
    put(library, *(make_entry(f"{i}.txt", f"专利{i}号") for i in range(30)))
    with library.write() as writer:
        writer.remove(document_id("0.txt"))
    few = (folder / "lexicon-2" / "meta.json").read_text()
    with library.write() as writer:
        for i in range(1, 6):
            writer.remove(document_id(f"{i}.txt"))
    many = (folder / "lexicon-3" / "meta.json").read_text()
    assert ('"num_deleted_docs": 1' in few, "num_deleted_docs" in many) == (True, False)
    assert generation(library) == 3


def test_a_new_library_has_the_schema_of_the_tables(library: Library, folder: Path) -> None:
    engine = open_engine(folder / "catalog.sqlite")
    with engine.connect() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []
    engine.dispose()
    migrations = Path(library_module.__file__).parent / "migrations"
    assert ScriptDirectory(str(migrations)).get_heads() == [HEAD]


@pytest.mark.parametrize(
    ("table", "read", "elsewhere"),
    [
        ("state", STATE_COLUMNS, {"id"}),
        (
            "documents",
            columns.DOCUMENT_COLUMNS,
            {"key", "page_count", "passage_count", "figure_count", "table_count", "revision"},
        ),
        ("passages", columns.PASSAGE_COLUMNS, {"document_key", "content", "template"}),
        ("figures", columns.FIGURE_COLUMNS, {"key", "document_key"}),
        ("boxes", columns.BOX_COLUMNS, {"document_key"}),
    ],
)
def test_what_is_read_of_a_table_is_all_but_its_keys(table: str, read: tuple[str, ...], elsewhere: set[str]) -> None:
    defined = set(metadata.tables[table].columns.keys())
    assert set(read) == defined - elsewhere
    if table == "documents":
        assert set(columns.SUMMARY_COLUMNS) | set(columns.PASSAGE_DOCUMENT_COLUMNS) <= defined
    # What is stored as JSON must be decoded, and nothing else may be.
    decoded = {"state": set(), "documents": set(columns.DOCUMENT_JSON), "passages": {"section"}, "boxes": set()}
    stored = {column.name for column in metadata.tables[table].columns if isinstance(column.type, JSON)}
    assert decoded.get(table, {"dimensions", "cell"}) == stored


def old_index(folder: Path) -> None:
    """An index as the first schema held it: a table of four fields, a page of three, a figure, no boxes."""
    folder.mkdir()
    engine = open_engine(folder / "catalog.sqlite")
    migrate(engine, "0001")
    engine.dispose()
    text = "县区\t件数\n甲县\t12\n专利质押融资"
    document = (
        1, document_id("旧.pdf"), "0123456789abcdef", "旧.pdf", "public", "旧文件", "application/pdf", "测试局", None,
        "2021-04-26", None, None, None, 1, 1, 1, "[]", '["第1页没有文字"]', "[[1,0,18]]",
        '[[1,["一、总则"],0,5,18]]', "[[0,11,null,[[[0,2],[3,5]],[[6,8],[9,11]]]]]", text,
    )  # fmt: skip
    connection = sqlite3.connect(folder / "catalog.sqlite")
    with connection:
        connection.execute(f"INSERT INTO documents VALUES ({', '.join('?' * len(document))})", document)
        passage = (2, "p", 1, '["一、总则"]', 12, 18, 1, b"0" * 16, "专利质押融资", "~旧文件\n\x1a")
        connection.execute(f"INSERT INTO passages VALUES ({', '.join('?' * len(passage))})", passage)
        figure = (
            3, "f", 1, "件数", "件数", "count", "12", "件", "12", "件", "eq", "actual", 9, 11, 9, 11, None, None, None,
            None, None, None, "2021", "cell", None, None,
        )  # fmt: skip
        connection.execute(f"INSERT INTO figures VALUES ({', '.join('?' * len(figure))})", figure)
        connection.execute(
            "UPDATE state SET generation = 1, model = ?, dimensions = ?, passages = 1, next_key = 4",
            (EMBEDDER.name, EMBEDDER.dimensions),
        )
    connection.close()


def test_an_index_of_the_first_schema_is_upgraded(folder: Path) -> None:
    old_index(folder)
    with Library.open(folder, EMBEDDER) as library:
        assert found(library, "质押") == ["专利质押融资"]
        with library.snapshot() as snapshot:
            document = snapshot.document(document_id("旧.pdf"))
            assert document.tables == (Table(0, 11, None, (((0, 2), (3, 5)), ((6, 8), (9, 11))), 1, 1, None, ()),)
            assert document.pages == (Page(1, 0, 18, None),)
            assert (document.graphics, document.attachments, document.warnings) == ((), (), ("第1页没有文字",))
            assert [(d.tables, d.pages, d.figures) for d in snapshot.documents()] == [(1, 1, 1)]
            assert [str(figure.value) for figure in snapshot.figures()] == ["12"]
            assert (snapshot.boxes(document.id, 0, 18), snapshot.graphics()) == ((), [])
            assert snapshot.problems() == []
        # It was read by the first readers: the same bytes are to be read again, and take the place of the old.
        assert library.versions("public") == {}
        entry = make_entry("旧.pdf", "专利质押融资")
        again = replace(entry, document=replace(entry.document, version="0123456789abcdef"))
        assert put(library, again) == ["replaced"]
        assert library.versions("public") == {"旧.pdf": "0123456789abcdef"}
        assert put(library, again) == ["unchanged"]


def test_an_upgraded_index_has_the_schema_of_a_new_one(folder: Path, tmp_path: Path) -> None:
    old_index(folder)
    Library.open(folder, EMBEDDER).close()
    Library.open(tmp_path / "new", EMBEDDER).close()
    schemas = []
    for path in (folder, tmp_path / "new"):
        engine = open_engine(path / "catalog.sqlite")
        with engine.connect() as connection:
            assert compare_metadata(MigrationContext.configure(connection), metadata) == []
            reflected = inspect(connection)
            schemas.append(
                {
                    name: ([c["name"] for c in reflected.get_columns(name)], reflected.get_unique_constraints(name))
                    for name in reflected.get_table_names()
                }
            )
        engine.dispose()
    assert schemas[0] == schemas[1]
    assert schemas[0]["documents"][0] == list(metadata.tables["documents"].columns.keys())


def with_boxes(source: str, text: str, *boxes: Box, graphics: tuple[Graphic, ...] = ()) -> Entry:
    entry = make_entry(source, text)
    document = replace(entry.document, boxes=boxes, graphics=graphics, attachments=("附件1.xlsx",))
    return replace(entry, document=document)


LINES = (
    Box(0, 6, 1, 0.1, 0.05, 0.8, 0.0712),
    Box(7, 13, 1, 0.1, 0.08, 0.8, 0.1, 0.9312),
    Box(14, 20, 2, 0.0, 0.1, 1.0, 0.12),
)


def test_boxes_are_kept_apart_and_read_by_the_page(library: Library, folder: Path) -> None:
    entry = with_boxes("甲.pdf", "专利质押融资\n商标注册申请\n地理标志产品", *LINES)
    other = with_boxes("乙.pdf", "专利质押融资", Box(0, 6, 1, 0.5, 0.5, 0.6, 0.6))
    put(library, entry, other)
    with library.snapshot() as snapshot:
        key = entry.document.id
        assert snapshot.document(key) == replace(entry.document, boxes=())
        assert snapshot.boxes(key, 0, 20) == LINES
        assert snapshot.boxes(key, 3, 8) == LINES[:2]
        assert snapshot.boxes(key, 6, 7) == ()
        assert snapshot.boxes(key, 13, 15) == LINES[2:]
        assert snapshot.boxes(other.document.id, 0, 6) == other.document.boxes
        assert snapshot.problems() == []
    assert count(folder, "boxes") == 3
    put(library, with_boxes("甲.pdf", "专利质押", Box(0, 4, 7, 0.0, 0.0, 0.5, 0.1)))
    with library.snapshot() as snapshot:
        assert snapshot.boxes(key, 0, 20) == (Box(0, 4, 7, 0.0, 0.0, 0.5, 0.1),)
    with library.write() as writer:
        writer.remove(key)
    assert count(folder, "boxes") == 1


fractions = st.integers(0, 10_000).map(lambda parts: parts / 10_000)


@given(
    st.lists(
        st.builds(Box, st.integers(0, 2**31), st.integers(0, 2**31), st.integers(1, 5),
                  fractions, fractions, fractions, fractions, st.none() | fractions)
    )
)  # fmt: skip
def test_boxes_come_back_page_by_page(boxes: list[Box]) -> None:
    rows = columns.box_rows(1, boxes)
    back = [box for row in rows for box in columns.to_boxes([row[name] for name in columns.BOX_COLUMNS])]
    assert back == [box for page in dict.fromkeys(box.page for box in boxes) for box in boxes if box.page == page]
    assert [(row["first"], row["last"]) for row in rows] == [
        (min(b.start for b in boxes if b.page == row["page"]), max(b.end for b in boxes if b.page == row["page"]))
        for row in rows
    ]


def test_an_edge_off_the_page_is_stored_as_the_pages_own() -> None:
    (row,) = columns.box_rows(1, [Box(0, 1, 1, -0.02, 0.5, 1.3, 0.123456)])
    assert columns.to_boxes([row[name] for name in columns.BOX_COLUMNS]) == [Box(0, 1, 1, 0.0, 0.5, 1.0, 0.1235)]


def test_graphics_of_all_documents(library: Library) -> None:
    chart = Graphic("图1 专利授权量", 0, 8)
    put(library, with_boxes("甲.pdf", "图1 专利授权量", graphics=(chart,)), make_entry("乙.txt", "专利"))
    with library.snapshot() as snapshot:
        assert snapshot.graphics() == [StoredGraphic(document_id("甲.pdf"), chart)]
        assert snapshot.graphics(["public"]) == snapshot.graphics()
        assert snapshot.graphics(["内部"]) == []
        assert snapshot.document(document_id("甲.pdf")).graphics == (chart,)


def original_entry(source: str, data: bytes, collection: str = "public") -> Entry:
    entry = make_entry(source, "专利质押融资", collection)
    return replace(entry, document=replace(entry.document, version=version_of(data)))


def test_originals_are_kept_as_long_as_a_document_refers_to_them(
    library: Library, folder: Path, tmp_path: Path
) -> None:
    first, second = b"%PDF-1", b"%PDF-2" * 300_000
    path = tmp_path / "甲.pdf"
    path.write_bytes(second)
    with library.write() as writer:
        writer.put(original_entry("甲.pdf", first), original=first)
        writer.put(original_entry("甲.pdf", first, "内部"), original=first)
        writer.put(original_entry("乙.pdf", second), original=path)
    originals = folder / "originals"
    assert {p.name: p.read_bytes() for p in originals.iterdir()} == {
        version_of(first): first,
        version_of(second): second,
    }
    assert library.original(version_of(first)) == originals / version_of(first)
    with library.write() as writer:
        writer.remove(document_id("甲.pdf"))
        writer.put(original_entry("乙.pdf", first))
    assert names(originals) == [version_of(first)]
    with library.write() as writer:
        writer.remove(document_id("甲.pdf", "内部"))
        writer.remove(document_id("乙.pdf"))
    assert (names(originals), library.original(version_of(first))) == ([], None)


def test_an_original_that_changed_since_it_was_read_is_not_kept(library: Library, folder: Path) -> None:
    with library.write() as writer:
        writer.put(original_entry("甲.pdf", b"before"), original=b"after")
    assert names(folder / "originals") == []


def test_originals_of_a_writer_that_failed_or_died_are_removed(library: Library, folder: Path) -> None:
    kept = b"kept"
    with library.write() as writer:
        writer.put(original_entry("甲.pdf", kept), original=kept)
    with pytest.raises(ZeroDivisionError), library.write() as writer:
        writer.put(original_entry("乙.pdf", b"new"), original=b"new")
        assert len(names(folder / "originals")) == 2
        raise ZeroDivisionError
    assert names(folder / "originals") == [version_of(kept)]
    (folder / "originals" / "00000000000000aa").write_bytes(b"of a killed writer")
    (folder / "originals" / "00000000000000aa.part").write_bytes(b"of a killed")
    with library.write():
        pass
    assert names(folder / "originals") == [version_of(kept)]


@pytest.mark.parametrize("name", ["../catalog.sqlite", "..", "", "a/b", "/etc/passwd", "x.part"])
def test_an_original_is_named_by_a_hash_only(library: Library, folder: Path, name: str) -> None:
    (folder / "originals").mkdir()
    (folder / "originals" / "x.part").write_bytes(b"")
    assert library.original(name) is None
    assert keep(folder, name, b"x") is False


def test_reading_does_without_sqlalchemy(library: Library, folder: Path) -> None:
    put(library, make_entry("甲.txt", "专利质押融资", figures=(make_figure("甲.txt"),)))
    code = """
import sys
from pathlib import Path
from ipqa.library import Library
from ipqa.models.hashing import HashingEmbedder
with Library.open(Path(sys.argv[1]), HashingEmbedder()) as library, library.snapshot() as snapshot:
    assert not library.needs_reembedding
    assert snapshot.problems() == []
    print(library.versions("public").keys(), snapshot.document(snapshot.documents()[0].id).text)
    print(snapshot.figures()[0].value, snapshot.collections(), snapshot.figure_indicators()[0].count)
print({"sqlalchemy", "alembic"} & set(sys.modules))
"""
    run = subprocess.run([sys.executable, "-X", "utf8", "-c", code, str(folder)], capture_output=True, text=True)
    value = make_figure("甲.txt").value
    assert run.stdout == f"dict_keys(['甲.txt']) 专利质押融资\n{value} ['public'] 1\nset()\n", run.stderr


def test_nothing_can_be_written_through_the_reader(library: Library, folder: Path) -> None:
    reader = SqliteReader(folder / "catalog.sqlite")
    with pytest.raises(LibraryError, match="readonly"), reader.errors(), read(reader) as reading:
        reading.rows("DELETE FROM state")
    reader.close()
    assert generation(library) == 0


def test_a_reader_keeps_connections_and_lets_them_go(library: Library, folder: Path) -> None:
    reader = SqliteReader(folder / "catalog.sqlite")
    first, second = reader.begin(), reader.begin()
    put(library, make_entry("甲.txt", "专利质押融资"))
    query = "SELECT generation FROM state"
    assert first.rows(query) == [(1,)]
    put(library, make_entry("乙.txt", "商标注册申请"))
    assert (first.rows(query), second.rows(query)) == ([(1,)], [(2,)])
    first.end()
    with read(reader) as again:  # on the first one's connection, in a transaction of its own
        assert again.rows(query) == [(2,)]
    reader.close()
    assert second.rows(query) == [(2,)]
    second.end()
    library.close()
    assert [name for name in names(folder) if name.startswith("catalog")] == ["catalog.sqlite"]


@pytest.mark.parametrize("statement", ["DELETE FROM state", "DELETE FROM alembic_version"])
def test_a_catalog_without_its_state_is_refused(library: Library, folder: Path, statement: str) -> None:
    library.close()
    execute(folder, statement)
    with pytest.raises(LibraryError, match="不完整"):
        Library.open(folder, EMBEDDER)


def test_passages_and_renderings_must_pair_up() -> None:
    with pytest.raises(ValueError, match="1 passages but 0 renderings"):
        Entry(Document("d", "v", "s", "c", "t", "text/plain", "x"), make_entry("s", "x").passages, ())


@pytest.mark.parametrize(
    ("question", "tokens"),
    [
        ("专利是多少？", ["专利", "专利", "利是", "是多"]),
        ("多少", ["多少", "多少"]),
        ('"AND (专利* OR', ["and", "专利", "or", "专利"]),
        ("？！", []),
    ],
)
def test_query_tokens(question: str, tokens: list[str]) -> None:
    assert query_tokens(question) == tokens


@given(st.text(), st.text())
def test_templates_give_back_the_rendering(head: str, text: str) -> None:
    for rendering in (head + text, text + head, head):
        assert fill_template(make_template(rendering, text), text) == rendering


@settings(max_examples=8, deadline=None)
@given(
    steps=st.lists(
        st.tuples(st.integers(0, 3), st.sampled_from(["", "专利", "专利\n商标", "商标\n版权\n专利"])), max_size=6
    )
)
def test_any_history_leaves_what_was_put_last(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, str]]
) -> None:
    expected: dict[str, Document] = {}
    with Library.open(tmp_path_factory.mktemp("library"), EMBEDDER) as library:
        for number, text in steps:
            source = f"{number}.txt"
            with library.write() as writer:
                if text:
                    entry = make_entry(source, text)
                    writer.put(entry)
                    expected[source] = entry.document
                else:
                    assert writer.remove(document_id(source)) == (expected.pop(source, None) is not None)
        with library.snapshot() as snapshot:
            assert snapshot.problems() == []
            assert {d.source: snapshot.document(d.id) for d in snapshot.documents()} == expected
