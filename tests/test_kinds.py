"""What a file is, by content before name; and archives, whose members are files in their own right."""

import io
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ipqa.errors import DamagedFile, EmptyDocument, EncryptedFile, ReadingError, TooLarge, UnsupportedFormat
from ipqa.reading import ReadingProblem, Unchanged, documents, original, read
from ipqa.reading.kinds import (
    ARCHIVE,
    BMP,
    BUNDLE,
    CSV,
    DOCX,
    HTML,
    JPEG,
    MARKDOWN,
    PDF,
    PNG,
    PPTX,
    TEXT,
    TIFF,
    WEBP,
    XLSX,
    Kind,
    contradiction,
    kind_of,
    suffix_of,
)
from ipqa.reading.structure.blocks import version_of
from ipqa.records import Document

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
PAGE = "<html><body><p>甲地通报全文如下。</p></body></html>".encode()


def packed(*names: str, content: bytes = b"x") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, content)
    return out.getvalue()


def stream(name: str) -> bytes:
    return OLE + name.encode("utf-16-le")


@pytest.mark.parametrize(
    ("name", "suffix"),
    [
        ("a.PDF", ".pdf"), ("通知2024.12", ""), ("附件1.关于印发办法的通知", ""),
        ("无后缀", ""), (".txt", ".txt"), ("a.tar.gz", ".gz"),
        ("a.7z", ".7z"), ("v1.0", ""),
    ],
)  # fmt: skip
def test_suffix(name: str, suffix: str) -> None:
    assert suffix_of(name) == suffix


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (b"%PDF-1.7", "a.pdf", PDF),
        (b"%PDF-1.7", "a.docx", PDF),
        (b"\r\n\r\n%PDF-1.4", "a.pdf", PDF),
        (b"%PDF-1.7", "附件", PDF),
        (b"\x89PNG\r\n\x1a\n", "a.jpg", PNG),
        (b"\xff\xd8\xff\xe0", "a.jpeg", JPEG),
        (b"II*\0", "a.tif", TIFF),
        (b"MM\0*", "a.tiff", TIFF),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a.webp", WEBP),
        (b"BM" + struct.pack("<IHHI", 99, 0, 0, 54) + b"\0" * 40, "a.bmp", BMP),
        (packed("[Content_Types].xml", "word/document.xml"), "a.docx", DOCX),
        (packed("[Content_Types].xml", "xl/workbook.xml"), "a.docx", XLSX),
        (packed("[Content_Types].xml", "ppt/presentation.xml"), "a", PPTX),
        (packed("word/document.xml")[:60], "a.docx", DOCX),
        (packed("甲.txt"), "a.zip", ARCHIVE),
        (packed("甲.txt"), "a", ARCHIVE),
        (packed("甲.txt"), "a.doc", ARCHIVE),
        (PAGE, "a.html", HTML),
        (PAGE, "a.doc", HTML),
        (PAGE, "a.txt", HTML),
        (b"\xef\xbb\xbf\n <table><tr><td>1</td></tr></table>", "a.xls", HTML),
        ("<html>".encode("utf-16"), "a.xls", HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html PUBLIC "x"><html>', "a", HTML),
        (b"<div align=center>x</div>", "a.md", MARKDOWN),
        (PAGE, "a.md", MARKDOWN),
        ("件数\t5\n".encode("gbk"), "a.xls", CSV),
        ("正文。".encode(), "a.doc", TEXT),
        ("正文。".encode(), "通知2024.12", TEXT),
        ("正文。".encode(), "a.TXT", TEXT),
        (b"a,b\n", "a.csv", CSV),
        (b'{"id": 1}', "a.jsonl", BUNDLE),
    ],
)  # fmt: skip
def test_kind_by_content_then_by_name(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (stream("WordDocument"), "a.doc", "a.doc 是旧版文字文档，无法读取；请用 WPS 或 Word 打开，另存为 docx。"),
        (stream("WordDocument"), "a.wps", "a.wps 是旧版文字文档，无法读取；请用 WPS 或 Word 打开，另存为 docx。"),
        (stream("WordDocument"), "a.docx", "a.docx 是旧版文字文档，无法读取；请用 WPS 或 Word 打开，另存为 docx。"),
        (stream("Workbook"), "a.et", "a.et 是旧版表格，无法读取；请用 WPS 或 Excel 打开，另存为 xlsx。"),
        (stream("Workbook"), "a", "a 是旧版表格，无法读取；请用 WPS 或 Excel 打开，另存为 xlsx。"),
        (OLE, "a.dps", "a.dps 是旧版演示文稿，无法读取；请用 WPS 或 PowerPoint 打开，另存为 pptx。"),
        (b"{\\rtf1", "a.doc", "a.doc 是 RTF 文档，无法读取；请用 WPS 或 Word 打开，另存为 docx。"),
        (packed("OFD.xml", "Doc_0/x.xml"), "a.ofd",
         "a.ofd 是 OFD 版式文件，无法读取；请用 OFD 阅读器导出为 PDF。"),
        (packed("OFD.xml"), "a.zip", "a.zip 是 OFD 版式文件，无法读取；请用 OFD 阅读器导出为 PDF。"),
        (packed("mimetype", "content.xml"), "a.ods",
         "a.ods 是 OpenDocument 文件，无法读取；请另存为 docx、xlsx 或 pptx。"),
        (b"CAJ\0", "a.caj", "a.caj 是知网 CAJ 文件，无法读取；请用 CAJViewer 打印为 PDF。"),
        (b"Rar!\x1a\x07\x01", "a.zip", "a.zip 是压缩包，无法读取；请解压，或改用 zip 压缩。"),
        (b"7z\xbc\xaf\x27\x1c", "a.7z", "a.7z 是压缩包，无法读取；请解压，或改用 zip 压缩。"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "a.doc",
         "a.doc 是网页归档或电子书，无法读取；请另存为 html 或 PDF。"),
        (b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>', "a.xls",
         "a.xls 是旧版表格，无法读取；请用 WPS 或 Excel 打开，另存为 xlsx。"),
        (b"\0\0\0\x18ftypmp42", "会议.mp4",
         "不支持 会议.mp4 的格式；可读取 pdf、docx、xlsx、pptx、csv、html、md、txt、json、jsonl、"
         "图片（png、jpg、tif、bmp、webp）和装有这些文件的 zip。"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_says_what_to_do(data: bytes, name: str, sentence: str) -> None:
    with pytest.raises(UnsupportedFormat) as caught:
        kind_of(data, name)
    assert str(caught.value) == sentence
    assert caught.value.english.endswith((".", "are."))


def test_encrypted_office_files_and_nothing_at_all() -> None:
    for name in ("a.docx", "a.xlsx", "a.doc"):
        with pytest.raises(EncryptedFile, match=f"^{name} 已加密，需要密码。$"):
            kind_of(stream("EncryptedPackage"), name)
    for name, label in (("a.pdf", " PDF"), ("a.xlsx", " Excel 表格"), ("a.zip", " ZIP 压缩包"), ("a.png", "图片")):
        with pytest.raises(DamagedFile) as caught:
            kind_of(b"nothing of the kind", name)
        assert str(caught.value) == f"{name} 已损坏，或不是{label}。"


def test_a_name_that_says_something_else_is_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "公告.doc"
    path.write_bytes(PAGE)
    document = read(path, "c")
    assert (document.text, document.media_type) == ("甲地通报全文如下。", "text/html")
    assert document.warnings[0] == "文件名为 .doc，内容是网页，已按内容读取。"
    assert contradiction(PDF, "a.docx") == ("文件名为 .docx，内容是 PDF，已按内容读取。",)
    assert contradiction(PNG, "a.jpg") == contradiction(PDF, "a.PDF") == contradiction(TEXT, "附件") == ()


Line = tuple[str, str]


def told(path: Path, **options: object) -> list[Line]:
    """(source, text or problem) of everything in a file."""
    return [
        (f.source, f.text if isinstance(f, Document) else "unchanged" if isinstance(f, Unchanged) else f.message)
        for f in documents(path, "c", **options)  # type: ignore[arg-type]
    ]


def archive(path: Path, *members: tuple[str | zipfile.ZipInfo, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members:
            file.writestr(name, data)
    return path


def test_members_are_documents_of_their_own(tmp_path: Path) -> None:
    inner = packed("深/甲.txt", content="甲。".encode())
    path = archive(
        tmp_path / "包.zip",
        ("一/a.txt", "第一份。".encode()),
        ("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("一/~$a.docx", b"x"),
        ("b.jsonl", '{"id": "7", "text": "第七条。"}\n{oops'.encode()),
        ("坏.pdf", b"nothing"),
        ("内.zip", inner),
        ("空.txt", b""),
    )  # fmt: skip
    assert told(path) == [
        ("包.zip#一/a.txt", "第一份。"),
        ("包.zip#b.jsonl#7", "第七条。"),
        ("包.zip#b.jsonl:2", "包.zip#b.jsonl:2 这一行不是有效的 JSON。"),
        ("包.zip#坏.pdf", "坏.pdf 已损坏，或不是 PDF。"),
        ("包.zip#内.zip#深/甲.txt", "甲。"),
        ("包.zip#空.txt", "包.zip#空.txt 是空文件。"),
    ]
    first = next(iter(documents(path, "c")))
    assert isinstance(first, Document)
    assert (first.version, first.title) == (version_of("第一份。".encode()), "第一份。")
    assert told(path, known={first.source: first.version})[0] == (first.source, "unchanged")
    assert told(path, part=range(6, 99))[0][0] == "包.zip#内.zip#深/甲.txt"
    assert original(path, first.source) == "第一份。".encode()
    assert original(path, "包.zip#内.zip#深/甲.txt") == "甲。".encode()
    assert original(tmp_path / "a.pdf", "a.pdf") == tmp_path / "a.pdf"


def test_archives_are_not_opened_without_end(tmp_path: Path) -> None:
    third = packed("c.zip", content=packed("d.txt", content="丁。".encode()))
    path = archive(tmp_path / "a.zip", ("b.zip", third))
    assert told(path) == [("a.zip#b.zip#c.zip", "a.zip#b.zip#c.zip 是压缩包里的压缩包，嵌套过深，已拒绝读取。")]


@pytest.mark.parametrize(
    "name",
    ["../../etc/a.txt", "/etc/a.txt", "一/../../a.txt", "C:/a.txt", "..\\..\\a.txt", "c:a.txt", "\\\\srv\\a.txt"],
)
def test_paths_that_climb_are_refused(tmp_path: Path, name: str) -> None:
    path = archive(tmp_path / "a.zip", (name, b"x"), ("b.txt", "好。".encode()))
    source = f"a.zip#{name.replace(chr(92), '/')}"
    assert told(path) == [(source, f"{source} 的路径指向压缩包之外，已拒绝读取。"), ("a.zip#b.txt", "好。")]


def test_links_and_names_that_come_twice(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = archive(
            tmp_path / "a.zip", (link, b"/etc/passwd"), ("b.txt", "一。".encode()), ("b.txt", "二。".encode())
        )
    assert told(path) == [
        ("a.zip#link.txt", "a.zip#link.txt 是链接或特殊文件，已拒绝读取。"),
        ("a.zip#b.txt", "一。"),
        ("a.zip#b.txt", "a.zip#b.txt 与压缩包里另一个文件重名，只读取了第一个。"),
    ]


def renamed(path: Path, old: bytes, new: bytes, flag: int | None = None) -> None:
    """Write raw bytes for a name of the same length; ``flag`` replaces the general purpose flags everywhere."""
    data = bytearray(path.read_bytes().replace(old, new))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        position = data.find(mark)
        while position >= 0 and flag is not None:
            data[position + at : position + at + 2] = struct.pack("<H", flag)
            position = data.find(mark, position + 4)
    path.write_bytes(bytes(data))


@pytest.mark.parametrize(
    ("raw", "flag", "name"),
    [
        ("通知.txt".encode("gbk"), 0, "通知.txt"),
        ("附件1：申报表.txt".encode("gbk"), 0, "附件1：申报表.txt"),
        ("通知.txt".encode(), 0, "通知.txt"),
        ("通知.txt".encode(), 0x800, "通知.txt"),
        (b"a\x1b[2J.txt", 0, "a_[2J.txt"),
        ("乙\u202e丙.txt".encode(), 0x800, "乙_丙.txt"),
    ],
)
def test_names_are_mended(tmp_path: Path, raw: bytes, flag: int, name: str) -> None:
    path = archive(tmp_path / "a.zip", ("x" * len(raw), "好。".encode()))
    renamed(path, b"x" * len(raw), raw, flag)
    assert told(path) == [(f"a.zip#{name}", "好。")]


def test_a_member_under_a_password_is_one_problem(tmp_path: Path) -> None:
    path = archive(tmp_path / "a.zip", ("b.txt", "好。".encode()))
    renamed(path, b"", b"", 1)
    (problem,) = documents(path, "c")
    assert isinstance(problem, ReadingProblem)
    assert (problem.source, problem.message, problem.code) == (
        "a.zip#b.txt", "a.zip#b.txt 已加密，需要密码。", "encrypted",
    )  # fmt: skip


def bomb(path: Path) -> None:
    archive(path, *((f"{n}.txt", b" " * (8 << 20)) for n in range(4)))


def liar(path: Path) -> None:
    """The directory says one byte where a bomb is packed."""
    archive(path, ("a.txt", b" " * (30 << 20)))
    path.write_bytes(path.read_bytes().replace(struct.pack("<I", 30 << 20), struct.pack("<I", 1)))


def overlapping(path: Path) -> None:
    """Two entries of the directory share the bytes of one."""
    archive(path, ("a.txt", "甲。".encode() * 99), ("b.txt", "乙。".encode() * 99))
    data = path.read_bytes()
    first, second = (m for m in range(len(data)) if data[m : m + 4] == b"PK\x01\x02")
    data = data[: second + 42] + data[first + 42 : first + 46] + data[second + 46 :]
    path.write_bytes(data)


def many(path: Path) -> None:
    archive(path, *((f"{n}", b"") for n in range(10_001)))


@pytest.mark.parametrize(
    ("make", "message"), [(bomb, "解压后过大"), (overlapping, "解压后过大"), (many, "超过 10000 个")]
)
def test_bombs_are_refused(tmp_path: Path, make: Callable[[Path], None], message: str) -> None:
    make(tmp_path / "a.zip")
    with pytest.raises(TooLarge, match=f"^a.zip .*{message}"):
        list(documents(tmp_path / "a.zip", "c"))


def test_a_size_that_is_a_lie_gives_nothing(tmp_path: Path) -> None:
    liar(tmp_path / "a.zip")
    (found,) = documents(tmp_path / "a.zip", "c")
    assert isinstance(found, ReadingProblem)
    assert found.code in ("corrupt", "empty")


def test_broken_and_empty_archives(tmp_path: Path) -> None:
    (tmp_path / "a.zip").write_bytes(packed("a.txt")[:-10])
    archive(tmp_path / "b.zip")
    with pytest.raises(DamagedFile, match=r"^a\.zip 已损坏，或不是 ZIP 压缩包。$"):
        list(documents(tmp_path / "a.zip", "c"))
    with pytest.raises(EmptyDocument, match=r"^b\.zip 里没有文件。$"):
        list(documents(tmp_path / "b.zip", "c"))
    with pytest.raises(ReadingError, match=r"里没有 没有\.txt。$"):
        original(archive(tmp_path / "c.zip", ("d.txt", b"x")), "c.zip#没有.txt")
