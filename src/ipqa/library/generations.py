"""The derived files of a generation, ``vectors-N.faiss``, ``lexicon-N`` and ``figures-N``: loaded, pinned, removed."""

import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path

from .figure_index import FigureIndex
from .lexicon import Lexicon
from .locks import Pin, unpinned
from .state import FORMAT, State
from .vectors import Keys, Vectors

_NAME = re.compile(r"(?:vectors-(\d+)\.faiss|(?:lexicon|figures)-(\d+))")


class Damaged(Exception):
    """A generation's derived files are missing, unreadable or not of the catalog's state."""


def vectors_path(folder: Path, generation: int) -> Path:
    """Where the vectors of a generation stand."""
    return folder / f"vectors-{generation}.faiss"


def lexicon_path(folder: Path, generation: int) -> Path:
    """Where the lexicon of a generation stands."""
    return folder / f"lexicon-{generation}"


def figures_path(folder: Path, generation: int) -> Path:
    """Where the figure index of a generation stands."""
    return folder / f"figures-{generation}"


@dataclass(frozen=True, slots=True)
class Derived:
    """The indexes of a generation, loaded and pinned; generation 0 has none."""

    generation: int
    vectors: Vectors | None = None
    lexicon: Lexicon | None = None
    figures: FigureIndex | None = None
    pin: Pin | None = None
    members: dict[frozenset[str], Keys | None] = field(default_factory=dict)
    """Keys of the passages of a set of collections, None for all; filled as questions ask for them."""


def load(folder: Path, state: State) -> Derived:
    """The derived files of the state's generation; Damaged when they cannot serve."""
    if not state.generation:
        return Derived(0)
    if state.format < FORMAT:
        raise Damaged("older format")
    path = vectors_path(folder, state.generation)
    try:
        pin = Pin(path)
        vectors = Vectors.load(path)
        lexicon = Lexicon(lexicon_path(folder, state.generation))
        figures = FigureIndex(figures_path(folder, state.generation))
    except (OSError, RuntimeError, ValueError) as error:
        raise Damaged(str(error)) from error
    counts = (len(vectors), vectors.dimensions, len(lexicon), len(figures))
    if counts != (state.passages, state.dimensions, state.passages, state.figures):
        raise Damaged(f"{counts} where the catalog has {state.passages} passages and {state.figures} figures")
    return Derived(state.generation, vectors, lexicon, figures, pin)


def stored_generations(folder: Path) -> set[int]:
    """The generations of which any file is there."""
    matches = (_NAME.fullmatch(path.name) for path in folder.iterdir())
    return {int(match[1] or match[2]) for match in matches if match}


def remove_files(folder: Path, generation: int) -> None:
    """Remove a generation; the vectors, on which readers hold their pins, go last."""
    shutil.rmtree(lexicon_path(folder, generation), ignore_errors=True)
    shutil.rmtree(figures_path(folder, generation), ignore_errors=True)
    vectors_path(folder, generation).unlink(missing_ok=True)


def sweep(folder: Path, current: int) -> None:
    """Remove generations that never came to be, and older ones nobody reads; the writer's lock must be held."""
    for generation in stored_generations(folder) - {current}:
        if generation > current:
            remove_files(folder, generation)
            continue
        with unpinned(vectors_path(folder, generation)) as free:
            if free:
                remove_files(folder, generation)
