"""Files into the library in several commits: a reader sees what was committed while the rest is still being read."""

from pathlib import Path

from ip_documents import DOCUMENTS, write

from ipqa.intake import IngestReport, ingest
from ipqa.library import Library
from ipqa.models.embedder import load_embedder
from ipqa.settings import Settings


def test_a_long_ingest_commits_on_its_way(tmp_path: Path) -> None:
    folder, settings = write(tmp_path / "docs"), Settings(index=tmp_path / "index")
    library = Library.open(settings.index, load_embedder("embedded"))
    seen: list[tuple[str, int]] = []
    try:
        for event in ingest(library, settings, [folder], commit_seconds=0):
            if isinstance(event, IngestReport):
                with library.snapshot() as snapshot:
                    seen.append((event.source, len(snapshot.documents())))
        # The report comes before its document is committed; the ones before it are there already.
        assert [count for _, count in seen] == list(range(len(DOCUMENTS)))
        assert sorted(source for source, _ in seen) == sorted(DOCUMENTS)
        with library.snapshot() as snapshot:
            assert sorted(d.source for d in snapshot.documents()) == sorted(DOCUMENTS)
            assert snapshot.problems() == []
            assert snapshot.generation == len(DOCUMENTS)
    finally:
        library.close()
