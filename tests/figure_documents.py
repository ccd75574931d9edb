"""Small documents for the tests of figure extraction: running text, and text that ends in a table."""

from collections.abc import Sequence

from ipqa.records import Document, Section, Table, content_id


def make_document(
    text: str,
    title: str = "工作简报",
    region: str | None = None,
    issued_on: str | None = None,
    headings: Sequence[str] = (),
    tables: tuple[Table, ...] = (),
) -> Document:
    """A document of one text; ``headings`` is the path of the one section that covers it."""
    path = tuple(headings)
    sections = (Section(1, path, 0, 0, len(text)),) if path else ()
    return Document(
        "d1", content_id(text), "简报.txt", "public", title, "text/plain", text, sections=sections, tables=tables,
        region=region, issued_on=issued_on,
    )  # fmt: skip


def make_table(rows: Sequence[str], above: str = "", title: str = "统计表", region: str | None = None) -> Document:
    """A document with one table: ``above`` stands before it, each row is a line of cells with tabs between."""
    text, spans = above, []
    for row in rows:
        cells, position = [], len(text)
        for cell in row.split("\t"):
            cells.append((position, position + len(cell)))
            position += len(cell) + 1
        spans.append(tuple(cells))
        text += row + "\n"
    return make_document(text, title, region, tables=(Table(len(above), len(text) - 1, None, tuple(spans)),))
