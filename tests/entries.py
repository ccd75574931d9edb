"""Small library entries for tests: a document per call, a passage per line."""

from decimal import Decimal

from ipqa.records import Cell, Document, Entry, Figure, Page, Passage, Section, Table, content_id


def document_id(source: str, collection: str = "public") -> str:
    return content_id(collection, source)


def make_entry(
    source: str, text: str, collection: str = "public", figures: tuple[Figure, ...] = (), title: str = "测试文件"
) -> Entry:
    """An entry whose version is its text's hash; every line is a passage, every two lines a page."""
    version = content_id(text)
    identity = document_id(source, collection)
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append((start, start + len(line)))
        start += len(line) + 1
    pages = tuple(
        Page(i // 2 + 1, lines[i][0], lines[i + 2][0] if i + 2 < len(lines) else len(text))
        for i in range(0, len(lines), 2)
    )
    document = Document(
        identity, version, source, collection, title, "text/plain", text, pages,
        sections=(Section(1, ("一、总则",), 0, lines[0][1], len(text)),),
        tables=(Table(0, lines[0][1], None, ((lines[0],),)),),
        issuer="测试局", issued_on="2021-04-26", supersedes=("旧办法",), warnings=("第1页没有文字",),
    )  # fmt: skip
    passages = tuple(Passage(content_id(version, a, b), identity, ("一、总则",), a, b) for a, b in lines)
    return Entry(document, passages, tuple(f"{title}\n{text[a:b]}" for a, b in lines), figures)


def make_figure(
    source: str, indicator: str = "有效发明专利量", value: str = "886", collection: str = "public"
) -> Figure:
    return Figure(
        content_id(source, indicator, value), document_id(source, collection), indicator, indicator, "count",
        Decimal(value), "件", Decimal(value), "件", "gt_approx", "actual", 0, 9, 3, 6,
        dimensions=(("权利主体", "企业"), ("类型", "发明")), region="某市", entity="某企业", direction="increase",
        reference="上年", nature="stock", period="2021", basis="section", cell=Cell("企业", "数量", "单位：件"),
        duplicate_of="f0",
    )  # fmt: skip
