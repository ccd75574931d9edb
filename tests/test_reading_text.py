"""Plain text: encodings, wrapped lines, page dumps, mended lines."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ipqa.reading import read
from ipqa.reading.text import decode
from ipqa.records import Document

WIDE = "某某市知识产权局持续加强专利商标地理标志等各类权利的创造运用和保护"


def document(tmp_path: Path, text: str, name: str = "文.txt") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read(path, "c")


def wrap(text: str, width: int, indent: str = "") -> list[str]:
    text = indent + text
    return [text[i : i + width] for i in range(0, len(text), width)]


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "专利授权量为１２件。"),
        ("utf-8-sig", "专利授权量为12件。"),
        ("utf-16", "专利授权量为12件。"),
        ("utf-16-le", "专利授权量为12件，其中发明专利3件。"),
        ("gb18030", "截至目前，全市的专利授权量为12件，是上年的两倍。㐂"),
        ("gbk", "截至目前，全市的专利授权量为12件，是上年的两倍。"),
        ("big5", "截至目前，全市的專利授權量為12件，是上年的兩倍，這個數字還會發生變化。"),
    ],
)
def test_encodings(encoding: str, text: str) -> None:
    assert decode(text.encode(encoding), "f.txt") == text


def test_line_ends_and_invisible_characters() -> None:
    assert decode("甲\r\n乙\r丙\u200b丁\ufeff\u00ad".encode(), "f.txt") == "甲\n乙\n丙丁"


def test_wrapped_lines_are_joined_and_a_full_stop_at_the_edge_does_not_part(tmp_path: Path) -> None:
    first = "全市专利授权量稳步增长，企业创新能力继续增强。" + "各区县积极开展专利导航，建成服务平台和培训基地若干个"
    assert first[23 - 1] == "。"
    second = "下一步，将继续深化改革，完善政策，优化服务，推动知识产权转化运用取得更大成效，为发展提供支撑。"
    lines = [*wrap(first, 23), *wrap(second, 23, "　　"), *wrap(second, 23, "　　")]
    assert document(tmp_path, "\n".join(lines)).text == "\n".join([first, second, second])


def test_latin_words_are_joined_with_a_space_and_chinese_without(tmp_path: Path) -> None:
    lines = [
        "本市与世界知识产权组织也就是 World Intellectual",
        "Property Organization 一起举办研讨和培训活动，",
        "参加的企业共有 128 家，其中外商投资企业一共 30",
        "家，覆盖生物医药、装备制造、集成电路等多个行业，",
        "效果良好。",
    ]
    expected = (
        "本市与世界知识产权组织也就是 World Intellectual Property Organization 一起举办研讨和培训活动，"
        "参加的企业共有 128 家，其中外商投资企业一共 30家，覆盖生物医药、装备制造、集成电路等多个行业，效果良好。"
    )
    assert document(tmp_path, "\n".join(lines)).text == expected


def test_captions_stay_apart_and_do_not_break_a_sentence(tmp_path: Path) -> None:
    body = WIDE + "，" + WIDE + "，" + WIDE + "，取得了明显成效。"
    lines = wrap(body, 24)
    lines[2:2] = ["某某市专利授权统计图", "单位：件"]
    assert document(tmp_path, "\n".join(lines)).text == f"{body}\n某某市专利授权统计图\n单位：件"


def dump(pages: list[list[str]]) -> str:
    """Lines each followed by a blank one, a page beginning with a space after a single break."""
    return "\n".join("\n\n".join([" " + page[0], *page[1:]]) for page in pages) + "\n"


def test_dump_with_doubled_breaks_has_pages_and_paragraphs_across_them(tmp_path: Path) -> None:
    body = (WIDE + "，") * 8 + "完成全年任务。"
    lines = wrap(body, 26)
    pages = [["某某市年度白皮书", "一、总体情况", *lines[:5]], [*lines[5:9]], [*lines[9:], "二、下一步打算"]]
    read_back = document(tmp_path, dump(pages))
    assert read_back.text == f"某某市年度白皮书\n一、总体情况\n{body}\n二、下一步打算"
    start = read_back.text.index(body)
    assert [(p.number, p.start, p.end) for p in read_back.pages] == [
        (1, 0, start + 130),
        (2, start + 130, start + 234),
        (3, start + 234, len(read_back.text)),
    ]
    assert [read_back.page_at(start + offset) for offset in (129, 130, 233, 234)] == [1, 2, 2, 3]
    assert [s.path for s in read_back.sections] == [("一、总体情况",), ("二、下一步打算",)]


def test_stripped_indent_still_parts_paragraphs(tmp_path: Path) -> None:
    first = (WIDE + "，")[:24] + WIDE[:26] + WIDE[:25] + "。"
    second = WIDE[:24] + WIDE[:26] + WIDE[:12] + "。"
    lines = [first[:24], first[24:50], first[50:], second[:24], second[24:50], second[50:]]
    assert len(lines[2]) == 26
    text = "\n\n".join([*lines, *lines]) + "\n"
    assert document(tmp_path, text).text == "\n".join([first, second, first, second])


def test_form_feeds_are_pages_and_furniture_goes(tmp_path: Path) -> None:
    body = (WIDE + "，") * 9 + "成效明显。"
    lines = wrap(body, 30, "　　")
    parts = [lines[:3], lines[3:6], lines[6:]]
    pages = ["\n".join(["某某市发展报告（2023年）", *part, "", f"- {n} -"]) for n, part in enumerate(parts, 1)]
    read_back = document(tmp_path, "\f".join(pages) + "\f")
    assert read_back.text == body
    assert [(p.number, p.start, p.end) for p in read_back.pages] == [(1, 0, 88), (2, 88, 178), (3, 178, len(body))]


def test_two_columns_of_a_layout_dump_are_read_one_after_the_other(tmp_path: Path) -> None:
    left, right = (WIDE * 8)[:220] + "。", ("国内外申请人提交的各类申请数量继续保持平稳增长态势" * 9)[:219] + "。"
    rows = zip(wrap(left, 22, "　　"), wrap(right, 22, "　　"), strict=True)
    page = "\n".join(a.replace("　", " ") + " " * (30 - len(a)) + b.replace("　", " ") for a, b in rows)
    read_back = document(tmp_path, f"{page}\f{page}\f")
    assert read_back.text == "\n".join([left, right, left, right])


def test_free_text_keeps_its_lines_and_mends_broken_ones(tmp_path: Path) -> None:
    text = (
        "某某市工作报\n告\n\n某市长\n\n"
        "过去一年，全市空气质量持续改善，细颗粒物（\nPM\n2.5\n）平均浓度下降一成，优良天数比例继续提高。\n\n"
        "各部门认真落实《\n某某规划纲要\n》，推动一批重大项目开工建设，全年任务都已按\n\u200b\n时办完了。\n\n"
        "各位代表：\n\n新的一年，我们将继续努力。\n\n"
    )
    assert document(tmp_path, text).text.split("\n") == [
        "某某市工作报告",
        "某市长",
        "过去一年，全市空气质量持续改善，细颗粒物（PM2.5）平均浓度下降一成，优良天数比例继续提高。",
        "各部门认真落实《某某规划纲要》，推动一批重大项目开工建设，全年任务都已按时办完了。",
        "各位代表：",
        "新的一年，我们将继续努力。",
    ]


def test_title_skips_an_address_and_falls_back_to_the_file_name(tmp_path: Path) -> None:
    assert document(tmp_path, "https://example.org/wiki/x\n\n某市公报\n\n正文。").title == "某市公报"
    assert document(tmp_path, WIDE * 9, "某市公报.txt").title == "某市公报"


def test_evident_metadata(tmp_path: Path) -> None:
    text = "某市办法\n某政发〔2021〕 3号\n各区人民政府：\n现印发给你们。\n某市人民政府\n2021年3月5日\n"
    found = document(tmp_path, text)
    assert (found.issuer, found.number, found.issued_on) == ("某市人民政府", "某政发〔2021〕3号", "2021-03-05")
    plain = document(tmp_path, "某市情况\n按照某政发〔2021〕3号文件要求，2021年3月5日起实施。\n")
    assert (plain.issuer, plain.number, plain.issued_on) == (None, None, None)


@given(st.text(alphabet=st.sampled_from("甲乙丙。，；a1 \n\u3000—（）"), min_size=1).filter(lambda t: bool(t.strip())))
def test_no_character_is_lost_but_white_space(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.getbasetemp() / "any.txt"
    path.write_bytes(text.encode())
    assert "".join(read(path, "c").text.split()) == "".join(text.split())
