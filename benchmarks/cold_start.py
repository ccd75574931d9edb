"""How long a person waits for the command line, in units of an empty Python process.

    python benchmarks/cold_start.py [--index DIR] [--question TEXT] [--runs 20]

Prints the medians of ``python -c pass``, of ``ipqa --help`` (goal: at most 12 times that) and, where an index is given,
of a cold ``ipqa ask`` over it (at most 60 times). Runs are interleaved, so that a busy machine slows all alike.
Exit code 1 if a goal is missed.
"""

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

HELP_GOAL = 12.0
ASK_GOAL = 60.0


def seconds(command: Sequence[str]) -> float:
    """Wall time of one run of a command that must succeed."""
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def medians(commands: Sequence[Sequence[str]], runs: int) -> list[float]:
    """The median seconds of each command over interleaved runs, after one run that warms the file cache."""
    for command in commands:
        seconds(command)
    rounds = [[seconds(command) for command in commands] for _ in range(runs)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def main() -> int:
    """Measure, print a line per command, compare with the goals."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", help="a built index to ask")
    parser.add_argument("--question", default="有效发明专利量是多少？")
    parser.add_argument("--runs", type=int, default=20)
    options = parser.parse_args()

    ipqa = [sys.executable, "-m", "ipqa.cli"]
    named = [("python -c pass", [sys.executable, "-c", "pass"], 1.0), ("ipqa --help", [*ipqa, "--help"], HELP_GOAL)]
    if options.index:
        named.append(("ipqa ask", [*ipqa, "ask", options.question, "--index", options.index, "--json"], ASK_GOAL))
    found = medians([command for _, command, _ in named], options.runs)
    missed = False
    for (name, _, goal), median in zip(named, found, strict=True):
        ratio = median / found[0]
        missed |= ratio > goal
        sys.stdout.write(f"{name:16} {median * 1000:8.1f} ms  {ratio:6.1f} x  (goal {goal:.0f} x)\n")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
