"""Where a quote stands on its pages: pieces of lines, cut by display width, and never outside of them."""

from hypothesis import given
from hypothesis import strategies as st

from ipqa.library.positions import least_confidence, positions
from ipqa.records import Box

TEXT = "2023年，专利授权量 3600 件。\n商标注册量 12 件\t合计"
FIRST = Box(0, 19, 1, 0.1, 0.1, 0.9, 0.12)
SECOND = Box(20, 30, 1, 0.1, 0.14, 0.5, 0.16, 0.93)
THIRD = Box(31, 33, 2, 0.6, 0.14, 0.7, 0.16, 0.88)
BOXES = (FIRST, SECOND, THIRD)


def test_whole_lines_keep_their_boxes() -> None:
    assert positions(TEXT, BOXES, 0, len(TEXT)) == BOXES
    assert positions(TEXT, BOXES, 20, 31) == (SECOND,)


def test_the_first_and_the_last_line_are_cut_by_display_width() -> None:
    # 4 digits and 18 wide characters or digits: 年，专利授权量 begins 4 of 30 columns into the line.
    columns = 4 + 2 * 2 + 5 * 2 + 1 + 4 + 1 + 2 * 2
    assert columns == 28
    first, second = positions(TEXT, BOXES, 6, 25)
    assert (first.start, first.end, first.page, first.top, first.bottom) == (6, 19, 1, 0.1, 0.12)
    assert (round(first.left, 6), first.right) == (round(0.1 + 0.8 * 8 / columns, 6), 0.9)
    assert (second.start, second.end, second.confidence) == (20, 25, 0.93)
    assert (second.left, round(second.right, 6)) == (0.1, round(0.1 + 0.4 * 10 / 16, 6))


def test_white_space_at_the_ends_takes_no_room() -> None:
    (piece,) = positions(TEXT, BOXES, 11, 17)
    assert (piece.start, piece.end) == (12, 16)
    assert positions(TEXT, BOXES, 19, 20) == ()
    assert positions(TEXT, BOXES, 11, 12) == ()


def test_a_line_that_runs_down_the_page_is_cut_from_above() -> None:
    line = Box(0, 4, 1, 0.5, 0.2, 0.54, 0.6)
    (piece,) = positions("竖排文字", [line], 1, 3)
    assert (piece.left, piece.right) == (0.5, 0.54)
    assert (round(piece.top, 6), round(piece.bottom, 6)) == (0.3, 0.5)
    # Two narrow digits are taller than wide as well.
    (digit,) = positions("12", [Box(0, 2, 1, 0.5, 0.2, 0.51, 0.22)], 0, 1)
    assert (round(digit.right, 6), digit.bottom) == (0.505, 0.22)


def test_the_least_confidence_of_recognised_lines_counts() -> None:
    assert least_confidence(BOXES) == 0.88
    assert least_confidence([FIRST]) is None
    assert least_confidence([]) is None


@st.composite
def laid_out(draw: st.DrawFn) -> tuple[str, tuple[Box, ...], int, int]:
    """A text in lines with a box each, and a span of it."""
    edge = st.floats(0, 1)
    lines = draw(st.lists(st.text(st.sampled_from("专利a1 \t，　é"), max_size=8), min_size=1, max_size=5))
    boxes, position = [], 0
    for number, line in enumerate(lines):
        left, right = sorted((draw(edge), draw(edge)))
        top, bottom = sorted((draw(edge), draw(edge)))
        boxes.append(Box(position, position + len(line), number // 2 + 1, left, top, right, bottom))
        position += len(line) + 1
    text = "\n".join(lines)
    start, end = sorted((draw(st.integers(0, len(text))), draw(st.integers(0, len(text)))))
    return text, tuple(boxes), start, end


@given(laid_out())
def test_pieces_lie_in_their_lines_and_cover_the_quote(case: tuple[str, tuple[Box, ...], int, int]) -> None:
    text, boxes, start, end = case
    pieces = positions(text, boxes, start, end)
    for piece in pieces:
        (line,) = (box for box in boxes if box.start <= piece.start and piece.end <= box.end)
        assert start <= piece.start < piece.end <= end
        assert piece.page == line.page
        assert line.left <= piece.left <= piece.right <= line.right
        assert line.top <= piece.top <= piece.bottom <= line.bottom
    assert [piece.start for piece in pieces] == sorted(piece.start for piece in pieces)
    said = "".join("".join(text[piece.start : piece.end].split()) for piece in pieces)
    assert said == "".join(text[start:end].split())
