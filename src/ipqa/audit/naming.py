"""Names of figures for people: what extraction left of a sentence around them is taken away."""

import re

_PAIRS = (("（", "）"), ("(", ")"), ("“", "”"), ("《", "》"))
_ENDS = " \t\n，。；：、,;:.·的了及和与或且"
_DONE = "(?=查[处办]|办[理结]|受理|审结|调处|收到|处理|开展)"
_AGENT = re.compile(rf"^.{{0,14}}?(?:系统|部门|机关|机构|法院|组织|单位)?(?:共|累计|全年|合计){_DONE}")
_PLACE = re.compile(r"^.{0,4}?(?:全|我|本)[省市区县州镇乡校院]")
_TAIL = re.compile(r"(?:占比)?(?:近|约|超过?|达到?|为|是|有)?(?:[一二三四五六七八九两]成[多半]?)?$")


def tidy(name: str) -> str:
    """The name without brackets that are open at one side, punctuation at its ends, and who did it."""
    for opened, closed in _PAIRS:
        if name.count(opened) != name.count(closed):
            name = name.replace(opened, "").replace(closed, "")
    name = name.strip(_ENDS).removeprefix("其中")
    name = _AGENT.sub("", _PLACE.sub("", name.strip(_ENDS)))
    return _TAIL.sub("", name).strip(_ENDS)


def when_said(period: str | None) -> str:
    """A period in words, with a space where a name follows: 2023 年, 2024 年 9 月, 2024 年 1 月至 2024 年 6 月."""
    ends = [_date(p) for p in (period or "").split("/") if p]
    return "至 ".join(ends)


def _date(iso: str) -> str:
    match = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", iso)
    if not match:
        return iso
    units = zip(match.groups(), ("年", "月", "日"), strict=True)
    return " ".join(f"{int(n)} {unit}" for n, unit in units if n)
