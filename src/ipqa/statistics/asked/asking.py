"""What a question is about, without the words that say what to do with it. Reads ``data/asking.toml`` once."""

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

EACH_QUARTER = re.compile(r"(?:各|每个?|逐|分|四个)季度?|一至四季度")
UP_TO = re.compile(r"(?:从|由)?(?:上半年|1[-—–~至到]6月|一季度)(?:到|至)(?:全年|年底|年末)")


@dataclass(frozen=True, slots=True)
class Asking:
    """The compiled table of ``data/asking.toml``."""

    phrases: tuple[re.Pattern[str], ...]
    classifier: re.Pattern[str]
    places: dict[str, str]
    countries: dict[str, str]
    less_is_better: re.Pattern[str]


@cache
def asking() -> Asking:
    """The table, compiled."""
    data = tomllib.loads((files(__package__) / "data" / "asking.toml").read_text("utf-8"))
    return Asking(
        tuple(re.compile(row["pattern"]) for row in data["phrase"]),
        re.compile(data["classifier"]["pattern"]),
        data["places"]["short"],
        data["places"]["countries"],
        re.compile(data["less_is_better"]["pattern"]),
    )


def asks_quarters(text: str) -> bool:
    """Whether a question asks for the parts of a year, each."""
    return bool(EACH_QUARTER.search(text) or UP_TO.search(text))


# 某省政府工作报告提出的…目标, 白皮书中…: what tells a number is no part of it; its place and its year are.
_SOURCE = re.compile(
    r"(?:(?:人民)?政府工作报告|工作报告|统计公报|公报|白皮书|规划纲要|年度报告|年报)(?:中|里面?|内|上)?"
    r"(?:所?(?:提出|确定|公布|发布|显示|列出|列示|载明|披露|提到|明确|安排|设定|要求|规定)的?|(?<=[中里内上面])的?)[，,]?"
)


def unsourced(question: str) -> str:
    """The question without the document that it names as its source."""
    return _SOURCE.sub("", question)


def subject_text(question: str) -> str:
    """The question without its asking: 甲市商标注册量2023年是2019年的几倍 -> 甲市商标注册量2023年，2019年的."""
    text = question
    for pattern in asking().phrases:
        text = pattern.sub(_kept, text)
    return re.sub(r"，{2,}", "，", text).strip("，？?。 ")


def _kept(match: re.Match[str]) -> str:
    kept = match.groupdict().get("keep")
    return f"，{kept}，" if kept else "，"


def rows_of_places(text: str) -> list[tuple[int, int, list[str]]]:
    """Places named by one character each, three or more in a row or two in brackets or 中美: span and full names."""
    found = []
    for names, least in ((asking().places, 3), (asking().countries, 2)):
        for match in re.finditer(f"[{''.join(names)}]{{{least},}}", text):
            places = list(dict.fromkeys(names[c] for c in match.group()))
            if len(places) == len(match.group()) and not _within_words(text, match, least):
                found.append((*match.span(), places))
    return found


def _within_words(text: str, match: re.Match[str], least: int) -> bool:
    """Whether a short row is part of something else: 中日友好医院, 粤港澳大湾区."""
    behind = text[match.end() : match.end() + 2]
    if behind[:1] in ("大", "友", "建", "合", "贸", "关") and behind[1:2] in ("湾", "好", "交", "作", "易", "系"):
        return True
    return least == 2 and len(match.group()) == 2 and not re.match(r"[两各分占的谁哪，、（）]|$", behind)
