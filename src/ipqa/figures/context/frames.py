"""The years that a review speaks of, paragraph by paragraph: one year (一年来), or several together (五年来)."""

import re
from dataclasses import dataclass

from .calendars import Time
from .circumstances import State

_OPENING = r"(?:各位代表[！!，,：:])?[ \u3000—·]*(?:[（(]?[一二三四五六七八九十]{1,3}[）)、.．])?"
_SEVERAL = re.compile(
    r"(?:[^\n]{0,60}?[。！!，,])?(?:回望|回顾)?(?:(?:过去|这)?的?[三五]年(?:来|间)|(?:过去|这)的?[三五]年(?=[，,。是不极]))"
    rf"|{_OPENING}[“\"]?十[一二三四五六七八九]五[”\"]?(?:时期|期间)(?![^，。]{{0,6}}(?:目标|任务))"
    rf"|{_OPENING}这是[^，。]{{2,40}}的[三五]年"
)
_ONE = re.compile(
    rf"{_OPENING}(?:过去的?一年|一年来|这一年|(?:刚刚)?过去的?(?:19|20)\d{{2}}年|(?:19|20)\d{{2}}年(?!是)|去年)"
)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the paragraphs of one part of a report speak of until one opens otherwise; ``part`` is its heading."""

    part: str = ""
    years: str | None = None
    yearly: bool = False

    def at(self, state: State, line: str, start: int) -> "Frame":
        """The frame in force in a paragraph, which its ``state`` takes on."""
        path = state.document.section_at(start)
        frame = self if path and path[0] == self.part else Frame(path[0] if path else "")
        if state.several is None or state.target or not state.review:
            return frame
        if _SEVERAL.match(line):
            frame = Frame(frame.part, state.several)
        elif _ONE.match(line):
            frame = Frame(frame.part, None, True)
        if frame.years or (state.time.iso == state.several and not frame.yearly):
            state.time, state.spanned = Time(state.several, "section"), True
        state.yearly = frame.yearly
        return frame
