"""Files -> what they hold, in their order: the known is not read, the rest is read a few files ahead."""

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from ..errors import EmptyDocument, ReadingError
from ..reading import ReadingProblem, Unchanged, is_bundle, version_at
from ..reading.files import check_readable, shown
from ..reading.problems import problem_of
from ..records import Entry
from .archives import is_packed, part_starts
from .bundles import PartPlan, parts
from .checks import Asked, Lie, checked, cleaned, is_of
from .pool import Job, Pool, nonsense
from .wire import Done, Item, Opened, Pages, Problem, Read, ReadRequest, Same

_AHEAD = 3
"""Requests per process that are handed over before their turn."""
_STEPS_AHEAD = 200
_RESTARTS = 100
"""Members of one archive that may cost a process before the rest of it is given up."""


@dataclass(frozen=True, slots=True)
class FileBegun:
    """A file's turn has come; ``number`` counts from 0."""

    number: int
    path: Path


@dataclass(frozen=True, slots=True)
class PagesRead:
    """How many pages of a file are read."""

    source: str
    done: int
    total: int


@dataclass(frozen=True, slots=True)
class EntryRead:
    """A document with all that is derived from it, and the file it comes from."""

    entry: Entry
    path: Path


What = FileBegun | PagesRead | EntryRead | Unchanged | ReadingProblem


@dataclass(frozen=True, slots=True)
class _Step:
    """What is to be taken next: what is known already, then what a job gives."""

    ready: tuple[What, ...]
    path: Path
    asked: Asked | None = None
    job: Job | None = None
    seen: set[str] = field(default_factory=set)
    silent: bool = False


class Reading:
    """What files hold. The first files are handed over when it is made, so that processes start while others work.

    ``known`` (source -> version) are the documents that need not be read again.
    """

    def __init__(
        self,
        pool: Pool,
        files: Sequence[Path],
        collection: str,
        known: Mapping[str, str],
        ocr: bool = True,
        ocr_figures: bool = False,
    ) -> None:
        self._pool = pool
        self._known = known
        self._form = ReadRequest("", "", collection, ocr=ocr, ocr_figures=ocr_figures)
        self._plan = (step for number, path in enumerate(files) for step in self._steps(number, path))
        self._pending: deque[_Step] = deque()
        self._look_ahead()

    def __iter__(self) -> Iterator[What]:
        while self._pending:
            step = self._pending.popleft()
            yield from step.ready
            if step.job is not None:
                yield from self._taken(step, step.job)
            self._look_ahead()

    def _look_ahead(self) -> None:
        jobs = sum(step.job is not None for step in self._pending)
        while jobs < _AHEAD * self._pool.limits.processes and len(self._pending) < _STEPS_AHEAD:
            step = next(self._plan, None)
            if step is None:
                return
            self._pending.append(step)
            jobs += step.job is not None

    def _steps(self, number: int, path: Path) -> Iterator[_Step]:
        begun = FileBegun(number, path)
        try:
            check_readable(path)
            if is_bundle(path):
                yield _Step((begun,), path)
                yield from self._bundle_steps(path)
            else:
                yield from self._file_steps(begun, path)
        except ReadingError as error:
            yield _Step((begun, problem_of(shown(path), error)), path)

    def _file_steps(self, begun: FileBegun, path: Path) -> Iterator[_Step]:
        version = version_at(path)
        if self._known.get(path.name) == version:
            yield _Step((begun, Unchanged(path.name, version)), path)
            return
        container = is_packed(path)
        prefix = f"{path.name}#"
        inner = {s: v for s, v in self._known.items() if s.startswith(prefix)} if container else {}
        asked = Asked(path.name, self._form.collection, version, container)
        request = replace(self._form, path=str(path), name=path.name, known=inner)
        seen: set[str] = set()
        firsts = part_starts(path, self._pool.limits.processes) if container else [0]
        for first, last in zip(firsts, [*firsts[1:], 0], strict=True):
            job = self._pool.submit(replace(request, first=first, last=last))
            yield _Step(() if first else (begun,), path, asked, job, seen, silent=len(firsts) > 1)

    def _bundle_steps(self, path: Path) -> Iterator[_Step]:
        asked = Asked(path.name, self._form.collection, "", container=True)
        seen: set[str] = set()
        for plan in parts(path, self._known):
            if not plan.lines and not plan.start:
                raise EmptyDocument(f"{path.name} 是空文件。", f"{path.name} is empty.")
            if plan.all_known and self._are_new(plan, seen):
                yield _Step(tuple(Unchanged(source, version) for source, version in plan.known), path)
                continue
            request = replace(
                self._form, path=str(path), name=path.name, known=dict(plan.known), start=plan.start, end=plan.end,
                line=plan.first_line,
            )  # fmt: skip
            yield _Step((), path, asked, self._pool.submit(request), seen, silent=True)

    @staticmethod
    def _are_new(plan: PartPlan, seen: set[str]) -> bool:
        """Whether no line of a part repeats another; if so, they are met now."""
        met = {source for source, _ in plan.known}
        new = len(met) == len(plan.known) and met.isdisjoint(seen)
        if new:
            seen |= met
        return new

    def _taken(self, step: _Step, job: Job) -> Iterator[What]:
        """What the job of a step gives; after a failure inside an archive a new job reads the members behind it."""
        asked = step.asked
        assert asked is not None
        given = step.silent
        for _ in range(_RESTARTS):
            opened: Opened | None = None
            failure: ReadingError | None = None
            try:
                with closing(self._pool.replies(job)) as replies:
                    for item in replies:
                        if isinstance(item, Opened):
                            opened = _checked_member(item, asked, opened)
                        elif isinstance(item, Problem) and item.whole and opened:
                            failure = _as_error(cleaned(item, asked))
                            continue
                        for what in self._judged(item, step, asked):
                            given = given or not isinstance(what, PagesRead)
                            yield what
                if not given and not failure:
                    raise Lie("nothing")
            except Lie:
                self._pool.distrust(job)
                failure = _changed(step.path, asked) or nonsense(asked.source)
            except ReadingError as error:
                failure = error
            if failure is None:
                return
            if opened is None:
                if _is_new(f"{asked.source}: {failure}", step.seen):
                    yield problem_of(asked.source, failure)
                return
            yield _of_member(failure, asked.source, opened.source)
            given = True
            assert isinstance(job.request, ReadRequest)
            job = self._pool.submit(replace(job.request, first=opened.number + 1))

    def _judged(self, item: Item, step: _Step, asked: Asked) -> Iterator[What]:
        """What an item means, when it may be believed; raises Lie."""
        match item:
            case Read(entry):
                checked(entry, asked)
                if not _is_new(entry.document.source, step.seen):
                    yield _repeated(entry.document.source, asked)
                else:
                    yield EntryRead(entry, step.path)
            case Same(source, version):
                if self._known.get(source) != version or not is_of(source, asked):
                    raise Lie("not known")
                if not _is_new(source, step.seen):
                    yield _repeated(source, asked)
                else:
                    yield Unchanged(source, version)
            case Problem():
                problem = cleaned(item, asked)
                # What is wrong with an archive as a whole each of its parts says.
                if not problem.whole or _is_new(f"{problem.source}: {problem.message}", step.seen):
                    yield ReadingProblem(problem.source, problem.message, problem.english, problem.code)
            case Pages(done, total):
                if not 0 <= done <= total:
                    raise Lie("pages")
                yield PagesRead(step.path.name, done, total)
            case Done() | Opened():
                return
            case _:
                raise Lie(item.kind)


def _changed(path: Path, asked: Asked) -> ReadingError | None:
    """What to say when a reply is not about the bytes that were asked for, since they are others by now."""
    try:
        if not asked.version or version_at(path) == asked.version:
            return None
    except ReadingError as error:
        return error
    return ReadingError(f"{asked.source} 在读取时有改动，请重新导入。", f"{asked.source} changed while it was read.")


def _as_error(problem: Problem) -> ReadingError:
    error = ReadingError(problem.message, problem.english)
    error.code = problem.code
    return error


def _checked_member(item: Opened, asked: Asked, before: Opened | None) -> Opened:
    if not asked.container or not is_of(item.source, asked) or item.number <= (before.number if before else -1):
        raise Lie("members")
    return item


def _is_new(source: str, seen: set[str]) -> bool:
    new = source not in seen
    seen.add(source)
    return new


def _repeated(source: str, asked: Asked) -> ReadingProblem:
    inner = source.removeprefix(f"{asked.source}#")
    return ReadingProblem(
        source, f"{asked.source} 里的 {inner} 重复，只保留第一个。", f"{asked.source} holds {inner} twice.", "corrupt"
    )


def _of_member(failure: ReadingError, archive: str, member: str) -> ReadingProblem:
    """A failure that was told of an archive, told of the member that caused it."""
    said = [text if member in text else text.replace(archive, member, 1) for text in (str(failure), failure.english)]
    return ReadingProblem(member, said[0], said[1], failure.code)
