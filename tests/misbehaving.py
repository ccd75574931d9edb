"""A reading process whose reader does what the text of the file tells it to: hang, hog, crash, lie, talk nonsense."""

import ctypes
import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from ipqa.ingestion.wire import ReadRequest
from ipqa.ingestion.worker import Found, read_file, run
from ipqa.reading import Options
from ipqa.records import Document, Page, content_id


def main() -> None:
    global wire
    wire = os.dup(1)
    run(misread)


def misread(request: ReadRequest, options: Options) -> Iterator[Found]:
    """What the file holds, after the misdeed that its first line names."""
    text = Path(request.path).read_bytes().split(b"\n", 1)[0].decode("utf-8", "replace").strip()
    for found in read_file(request, options):
        if isinstance(found, Document):
            said = found.text.split("\n", 1)[0]
            if said in DEEDS:
                DEEDS[said]()
            elif said in LIES:
                found = LIES[said](found)
            elif text == "两次":
                yield found
        yield found


def hog() -> None:
    """Take memory quickly, and use it."""
    kept = []
    while True:
        kept.append(bytearray(b"x" * (16 << 20)))


def progress_forever() -> None:
    """Only talk about progress: one page more, for ever."""
    while True:
        os.write(wire, frame(b'[{"done":1,"total":2,"kind":"pages"}]'))
        time.sleep(0.05)


def frame(data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + data


def talk(data: bytes) -> Callable[[], None]:
    """Write bytes where frames belong, and wait."""

    def deed() -> None:
        os.write(wire, data)
        time.sleep(60)

    return deed


def reach_out() -> None:
    """Try every door; go on in silence only when all are shut."""
    attempts: list[Callable[[], object]] = [
        lambda: socket.create_connection(("127.0.0.1", 9)),
        lambda: socket.getaddrinfo("localhost", 80),
        lambda: subprocess.run(["true"], check=False),
        lambda: os.system("true"),
        lambda: os.execv("/bin/true", ["true"]),
        lambda: os.fork(),
        lambda: Path(__file__).with_suffix(".written").write_text("x"),
        lambda: Path(__file__).unlink(),
        lambda: Path(__file__).rename(__file__ + "x"),
        lambda: os.open(__file__ + "y", os.O_CREAT | os.O_WRONLY),
    ]
    for attempt in attempts:
        try:
            attempt()
        except PermissionError:
            continue
        os._exit(9)


wire = -1
DEEDS: dict[str, Callable[[], object]] = {
    "挂起": lambda: time.sleep(60),
    "空转": progress_forever,
    "占内存": hog,
    "退出": lambda: os._exit(3),
    "段错误": lambda: ctypes.string_at(0),
    "异常": lambda: [][1],
    "递归": lambda: eval("(" * 90 + ")" * 90),
    "越界": reach_out,
    "乱码": talk(frame(b"\xff\xfe not json")),
    "假消息": talk(frame(b'[{"kind":"entry","entry":{"document":1}}]')),
    "巨大": talk((1 << 30).to_bytes(4, "big")),
    "空回答": lambda: os.write(wire, frame(b'[{"last":false,"kind":"done"}]')) and os._exit(0),
    "多话": lambda: sys.stderr.write("x" * 1_000_000) and print("print is no reply"),  # noqa: T201
}
LIES: dict[str, Callable[[Document], Document]] = {
    "半字": lambda d: replace(d, title="\ud800"),
    "别的来源": lambda d: replace(d, source="别处.txt", id=content_id(d.collection, "别处.txt")),
    "越过末尾": lambda d: replace(d, pages=(Page(1, 0, len(d.text) + 1),)),
}

if __name__ == "__main__":
    main()
