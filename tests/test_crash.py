"""A writer killed at random moments leaves one generation or the next."""

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

SCRIPT = Path(__file__).parent.parent / "benchmarks" / "kill_ingest.py"


def test_killed_writers_leave_a_sound_library(tmp_path: Path) -> None:
    spec = spec_from_file_location("kill_ingest", SCRIPT)
    assert spec is not None and spec.loader is not None
    kill_ingest = module_from_spec(spec)
    sys.modules[spec.name] = kill_ingest
    spec.loader.exec_module(kill_ingest)
    outcomes = kill_ingest.run(tmp_path / "索引", 5, seed=7)
    assert [outcome.problems for outcome in outcomes] == [()] * 5
    assert outcomes[-1].found > 0
