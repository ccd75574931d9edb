"""The architecture, enforced: who may import whom, and which library may be used where."""

import ast
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "src" / "ipqa"

# Bottom to top; a room imports only from rooms on lines above its own in this table, and from itself.
LAYERS: tuple[tuple[str, ...], ...] = (
    ("errors", "records", "text", "everyday"),
    ("settings", "contract"),
    ("reading",),
    ("splitting",),
    ("figures",),
    ("models",),
    ("library",),
    ("search", "ingestion"),
    ("intake",),
    ("statistics",),
    ("audit",),
    ("answering",),
    ("candidates",),
    ("service",),
    ("llamaindex", "evaluate"),
    ("wording", "batch", "console"),
    ("terminal", "usage"),
    ("web",),
    ("curation",),
    ("cli",),
)
# Inside two rooms the same holds of their parts: each imports only from parts before its own.
PARTS: Mapping[str, tuple[str, ...]] = {
    "figures": ("values", "context", "names", "tabular"),
    "statistics": ("asked", "matching", "operations"),
}
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}

# Third-party packages and the rooms that may import them; a package that is not named may be imported nowhere.
LIBRARIES: Mapping[str, frozenset[str]] = {
    name: frozenset(rooms.split())
    for name, rooms in {
        "alembic": "library",
        "charset_normalizer": "reading",
        "cv2": "reading",
        "faiss": "library",
        "fastapi": "web",
        "fastapi_offline": "web",
        "gradio": "web",
        "llama_index": "llamaindex",
        "huggingface_hub": "models",
        "lxml": "reading",
        "numpy": "models library search statistics answering reading",
        "opencc": "text",
        "openpyxl": "reading",
        "pdfplumber": "reading",
        "PIL": "reading",
        "pptx": "reading",
        "pydantic": "settings web console llamaindex ingestion",
        "pydantic_core": "web",
        "pydantic_settings": "settings",
        "pypdfium2": "reading",
        "rapidocr": "reading",
        "rich": "terminal",
        "rjieba": "text",
        "safetensors": "models",
        "selectolax": "reading",
        "sentence_transformers": "models",
        "sqlalchemy": "library",
        "starlette": "web",
        "tantivy": "library",
        "tokenizers": "models",
        "torch": "models",
        "typer": "cli usage console curation",
        "uvicorn": "web",
    }.items()
}
# Each takes a second or more to import: no question that is asked without them should wait for them.
SLOW = frozenset({"torch", "sentence_transformers", "transformers", "gradio", "llama_index", "fastapi", "plotly"})

MODULES = sorted(PACKAGE.rglob("*.py"))


def room_of(path: Path) -> str:
    """The first name under the package: ``library`` for library/catalog.py; the empty string for the package itself."""
    first = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    return "" if first == "__init__" else first


def imports(path: Path, source: str | None = None) -> Iterator[str]:
    """Absolute dotted names of everything that a module (or ``source`` in its place) imports."""
    package = ("ipqa", *path.relative_to(PACKAGE).parts[:-1])
    for node in ast.walk(ast.parse(source if source is not None else path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = (*base, *(node.module.split(".") if node.module else ()))
            # `from .. import room` imports rooms; elsewhere the names are of the module itself.
            for alias in node.names:
                yield ".".join((*module, alias.name) if module == ("ipqa",) else module)


def test_every_module_stands_in_the_table() -> None:
    assert sorted({room_of(path) for path in MODULES} - set(RANK) - {""}) == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_imports_go_down(path: Path) -> None:
    room = room_of(path)
    if not room:
        return
    wrong = []
    for name in imports(path):
        parts = name.split(".")
        if parts[0] != "ipqa" or len(parts) < 2:
            continue
        target = parts[1]
        # Names of the package itself, such as __version__, belong to no room.
        if target != room and target in RANK and RANK[target] >= RANK[room]:
            wrong.append(f"{room} imports {name}")
    assert wrong == []


@pytest.mark.parametrize("room", PARTS)
def test_parts_of_a_room_import_from_those_before_them(room: str) -> None:
    rank = {part: i for i, part in enumerate(PARTS[room])}
    wrong = []
    for part, own in rank.items():
        for path in (PACKAGE / room / part).rglob("*.py"):
            targets = {name.split(".")[2] for name in imports(path) if name.startswith(f"ipqa.{room}.")}
            wrong += [f"{path.stem} imports {t}" for t in sorted(targets) if rank.get(t, -1) > own]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_libraries_are_used_where_they_belong(path: Path) -> None:
    room = room_of(path)
    wrong = []
    for name in imports(path):
        library = name.partition(".")[0]
        if library == "ipqa" or library in sys.stdlib_module_names:
            continue
        if room not in LIBRARIES.get(library, frozenset()):
            wrong.append(f"{room} imports {library}")
    assert wrong == []


@pytest.mark.parametrize(
    ("module", "forbidden"),
    [
        ("ipqa.cli", {"numpy", "pydantic", "sqlalchemy", "rich", "rjieba", "lxml"} | SLOW),
        ("ipqa.service", SLOW),
    ],
)
def test_slow_libraries_wait_until_they_are_needed(module: str, forbidden: set[str]) -> None:
    code = f"import sys, {module}; print(*{{name.partition('.')[0] for name in sys.modules}})"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert sorted(forbidden & set(loaded)) == []


def test_imports_are_read_as_python_reads_them() -> None:
    source = """
import numpy.linalg as la, json
from . import tables
from .. import service, __version__
from ..errors import IpqaError
from .rows import a, b
def f():
    from ..models.embedder import Embedder
"""
    assert list(imports(PACKAGE / "library" / "catalog.py", source)) == [
        "numpy.linalg", "json", "ipqa.library", "ipqa.service", "ipqa.__version__", "ipqa.errors", "ipqa.library.rows",
        "ipqa.library.rows", "ipqa.models.embedder",
    ]  # fmt: skip
