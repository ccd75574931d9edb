"""Which files are read, what a bundle gives, and how bad input is refused."""

import json
import os
import zipfile
from pathlib import Path

import pytest

from ipqa.errors import EmptyDocument, ReadingError, UnsupportedFormat
from ipqa.reading import ReadingProblem, documents, read, sources
from ipqa.records import Document, content_id


def test_sources_expands_folders_in_order_and_skips_hidden_files(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", ".hidden.txt", "README.md", "inner/c.html", ".git/d.txt", "~$lock.docx"):
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.write_text("甲", encoding="utf-8")
    given = [tmp_path, tmp_path / "a.md"]
    found = [path.relative_to(tmp_path).as_posix() for path in sources(given)]
    assert found == ["README.md", "a.md", "b.txt", "inner/c.html"]


def test_missing_path_is_one_sentence_in_both_languages(tmp_path: Path) -> None:
    with pytest.raises(ReadingError) as caught:
        sources([tmp_path / "没有.txt"])
    assert str(caught.value) == f"找不到文件或文件夹：{tmp_path / '没有.txt'}。"
    assert caught.value.english == f"No such file or folder: {tmp_path / '没有.txt'}."


def test_a_file_gives_one_document_with_ids_from_its_content(tmp_path: Path) -> None:
    path = tmp_path / "甲地通报.txt"
    path.write_text("甲地通报\n\n全年受理案件5件。\n", encoding="utf-8")
    (document,) = documents(path, "内部")
    assert isinstance(document, Document)
    assert (document.id, document.source) == (content_id("内部", "甲地通报.txt"), "甲地通报.txt")
    assert (document.title, document.media_type) == ("甲地通报", "text/plain")
    assert document.text == "甲地通报\n全年受理案件5件。"
    assert read(path, "公开").version == document.version
    assert read(path, "公开").id != document.id
    path.write_text("甲地通报\n\n全年受理案件6件。\n", encoding="utf-8")
    assert read(path, "内部").id == document.id
    assert read(path, "内部").version != document.version


def test_bundle_gives_a_document_per_line_with_its_fields(tmp_path: Path) -> None:
    path = tmp_path / "法规.jsonl"
    first = {
        "id": "A1", "title": "某市资助办法", "text": "第一条　为了资助，制定本办法。\n第二条　资助5万元。",
        "issuer": "某市局", "number": "某知发〔2020〕1号", "issued_on": "2020-01-02", "effective_on": "2020-02-01",
        "expires_on": "2025-01-31", "region": "某市", "supersedes": ["旧办法"], "collection": "法规",
    }  # fmt: skip
    path.write_text(json.dumps(first, ensure_ascii=False) + "\n\n" + '{"id": 2, "text": "正文。"}\n', encoding="utf-8")
    one, two = documents(path, "public")
    assert isinstance(one, Document)
    assert isinstance(two, Document)
    assert (one.source, one.title, one.collection) == ("法规.jsonl#A1", "某市资助办法", "法规")
    assert (one.issuer, one.number, one.issued_on) == ("某市局", "某知发〔2020〕1号", "2020-01-02")
    assert (one.effective_on, one.expires_on, one.region) == ("2020-02-01", "2025-01-31", "某市")
    assert one.supersedes == ("旧办法",)
    assert [section.path for section in one.sections] == [("第一条",), ("第二条",)]
    assert (two.source, two.collection, two.title) == ("法规.jsonl#2", "public", "正文。")


@pytest.mark.parametrize(
    ("line", "source", "message"),
    [
        ("{oops", "b.jsonl:2", "b.jsonl:2 这一行不是有效的 JSON。"),
        ("[1]", "b.jsonl:2", "b.jsonl:2 这一行不是 JSON 对象。"),
        ('{"text": "甲"}', "b.jsonl:2", "b.jsonl:2 这一行缺少 id。"),
        ('{"id": "x"}', "b.jsonl:2", "b.jsonl:2 这一行缺少 text。"),
        ('{"id": "1", "text": "甲"}', "b.jsonl:2", "b.jsonl:2 这一行的 id 1 重复。"),
        ('{"id": "x", "text": "甲", "issuer": 3}', "b.jsonl:2", "b.jsonl:2 这一行的 issuer 不是文字。"),
        ('{"id": "x", "text": "\\ud800"}', "b.jsonl:2", "b.jsonl:2 这一行含有无效字符。"),
        ('{"id": "x", "text": "  "}', "b.jsonl#x", "b.jsonl#x 里没有可读的文字。"),
        ("[" * 100_000, "b.jsonl:2", None),
    ],
)
def test_bad_line_is_reported_and_loses_no_other(tmp_path: Path, line: str, source: str, message: str | None) -> None:
    path = tmp_path / "b.jsonl"
    path.write_text('{"id": "1", "text": "前。"}\n' + line + '\n{"id": "3", "text": "后。"}\n', encoding="utf-8")
    before, problem, after = documents(path, "c")
    assert isinstance(before, Document)
    assert isinstance(after, Document)
    assert isinstance(problem, ReadingProblem)
    assert (before.text, problem.source, after.text) == ("前。", source, "后。")
    assert message is None or problem.message == message
    assert problem.english


def test_bundle_is_read_as_a_stream(tmp_path: Path) -> None:
    path = tmp_path / "b.jsonl"
    path.write_bytes('{"id": "1", "text": "甲。"}\n'.encode() + b"\xff\xfe bad\n")
    stream = documents(path, "c")
    first = next(stream)
    assert isinstance(first, Document)
    assert first.text == "甲。"
    assert isinstance(next(stream), ReadingProblem)


def test_unsupported_and_empty_files(tmp_path: Path) -> None:
    (tmp_path / "a.exe").write_bytes(b"MZ")
    (tmp_path / "b.txt").write_bytes(b"")
    (tmp_path / "c.md").write_bytes(b" \n\n")
    (tmp_path / "d.html").write_bytes(b"<html><body><script>x</script></body></html>")
    with pytest.raises(UnsupportedFormat, match=r"不支持 a\.exe 的格式"):
        read(tmp_path / "a.exe", "c")
    for name in ("b.txt", "c.md", "d.html"):
        with pytest.raises(EmptyDocument):
            read(tmp_path / name, "c")
    with pytest.raises(ReadingError, match="找不到文件"):
        read(tmp_path / "e.txt", "c")


@pytest.mark.parametrize("data", [bytes(range(256)) * 8, b"\x00" + os.urandom(4096)])
def test_binary_named_text_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "图.txt"
    path.write_bytes(data)
    with pytest.raises(ReadingError, match="不是文本文件"):
        read(path, "c")


@pytest.mark.parametrize("name", ["a.pdf", "a.docx"])
def test_broken_files_are_refused(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data in (b"nothing of the kind", b"%PDF-1.7\nbroken", b"PK\x03\x04broken"):
        path.write_bytes(data)
        with pytest.raises(ReadingError, match="已损坏"):
            read(path, "c")


def test_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (60 << 20))
    with pytest.raises(ReadingError, match="解压后过大"):
        read(path, "c")


def test_xml_entities_in_docx_are_not_expanded(tmp_path: Path) -> None:
    from docx import Document as new_docx

    whole, path = tmp_path / "whole.docx", tmp_path / "entity.docx"
    made = new_docx()
    made.add_paragraph("MARK")
    made.save(str(whole))
    secret = tmp_path / "secret.txt"
    secret.write_text("机密", encoding="utf-8")
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(path, "w") as new:
        for item in old.infolist():
            data = old.read(item)
            if item.filename == "word/document.xml":
                head, _, rest = data.decode().partition("?>")
                doctype = f'<!DOCTYPE x [<!ENTITY s SYSTEM "{secret.as_uri()}">]>'
                data = f"{head}?>{doctype}{rest.replace('MARK', '公开 &s;')}".encode()
            new.writestr(item, data)
    try:
        text = read(path, "c").text
    except ReadingError:
        text = ""
    assert "机密" not in text
