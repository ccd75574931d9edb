"""Reports and figures made up for benchmarks: invented numbers for real divisions, in the manner of annual reports."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from ipqa.figures.context.regions import full_name
from ipqa.figures.lexicons import region_lines
from ipqa.records import Document, Entry, Figure, Passage, Section, content_id

OBJECTS = (
    "发明专利", "实用新型专利", "外观设计专利", "商标", "地理标志", "集体商标", "证明商标", "植物新品种",
    "集成电路布图设计", "计算机软件著作权", "作品著作权", "高价值发明专利", "绿色专利", "标准必要专利", "马德里商标",
)  # fmt: skip
MEASURES = ("申请量", "授权量", "有效量", "转让量", "许可量", "登记量", "质押量")
MEMBERS = ("企业", "高校", "科研机构", "个人")
YEARS = range(2016, 2024)

_SENTENCES = (
    "{year}年，全市{object}{measure}达{a}件，同比增长{p}%，其中{member}{b}件，占比{q}%。",
    "截至{year}年底，{region}有效{object}拥有量{a}件，较上年增加{b}件，每万人口拥有{q}件。",
    "全年办理{object}质押融资登记{b}笔，融资金额{m}亿元，同比增长{p}%。",
    "{member}{object}{measure}、转让量和许可量分别为{a}件、{b}件和{c}件。",
    "查处{object}侵权案件{c}件，罚没金额{m}万元，案件数比上年下降{p}个百分点。",
    "到{next}年，力争{object}拥有量突破{a}件，{member}占比不低于{q}%。",
    "指导{member}建立知识产权管理制度，培育示范单位{c}家，服务企业超过{b}家。",
)
_PLAIN = (
    "市知识产权局会同有关部门完善工作机制，开展专题培训，推进公共服务向园区和企业延伸。",
    "健全行政执法与刑事司法衔接机制，加强跨部门会商和案件移送，推动形成严保护、大保护、快保护、同保护的工作格局。",
    "围绕主导产业开展专利导航，引导创新主体布局{object}，提高{object}{measure}的质量，支撑产业转型升级。",
    "支持{member}与服务机构对接，就{object}的挖掘、申请、维护和运用提供辅导，完善{object}转化运用的激励政策。",
    "组织开展宣传周活动，通过报纸、网站和公众号普及{object}知识，营造尊重知识、崇尚创新、诚信守法的社会氛围。",
    "针对电商平台、专业市场和展会等重点领域开展专项行动，畅通投诉举报渠道，及时化解{object}纠纷，维护权利人合法权益。",
)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question over the made library, and what selects its figures in a table of the same rows."""

    question: str
    indicator: str
    member: str
    region: str
    year: int


def report_text(characters: int, seed: int = 0) -> str:
    """Running text of an annual report: a heading every ten paragraphs, four sentences a paragraph."""
    chance = random.Random(seed)
    names = _regions(200)
    lines: list[str] = []
    length = 0
    while length < characters:
        if len(lines) % 11 == 0:
            lines.append(f"{len(lines) // 11 + 1}. 知识产权工作情况")
        lines.append("".join(_sentence(chance, names) for _ in range(4)))
        length += len(lines[-1]) + 1
    return "\n".join(lines)


def _sentence(chance: random.Random, names: list[str]) -> str:
    year = chance.choice(YEARS)
    return chance.choice(chance.choice((_SENTENCES, _PLAIN, _PLAIN))).format(
        year=year, next=year + 3, region=chance.choice(names), object=chance.choice(OBJECTS),
        measure=chance.choice(MEASURES), member=chance.choice(MEMBERS), a=chance.randint(1000, 99999),
        b=chance.randint(20, 999), c=chance.randint(2, 99), p=chance.randint(10, 300) / 10,
        q=chance.randint(10, 900) / 10, m=chance.randint(100, 9999) / 100,
    )  # fmt: skip


def report_document(text: str) -> Document:
    """A text as a document with a section per numbered line."""
    starts, position = [], 0
    for line in text.split("\n"):
        if line.endswith("工作情况"):
            starts.append((position, position + len(line), line))
        position += len(line) + 1
    ends = [start for start, _, _ in starts[1:]] + [len(text)]
    sections = tuple(
        Section(1, (title,), start, body, end) for (start, body, title), end in zip(starts, ends, strict=True)
    )
    return Document("d", content_id(text), "报告.txt", "public", "2023年知识产权报告", "text/plain", text, (), sections)


def entries(figures: int, seed: int = 0) -> Iterator[Entry]:
    """Reports of cities and counties, a year each, 420 figures a report, until there are so many figures."""
    chance = random.Random(seed)
    made = 0
    for region in _regions(-(-figures // (420 * len(YEARS)))):
        for year in YEARS:
            if made >= figures:
                return
            entry = _entry(region, year, chance, min(420, figures - made))
            made += len(entry.figures)
            yield entry


def questions(figures: int, count: int, seed: int = 1) -> list[Asked]:
    """Questions for one figure each of a library of so many."""
    chance = random.Random(seed)
    names = _regions(figures // (420 * len(YEARS)))
    asked = []
    for _ in range(count):
        region, year = chance.choice(names), chance.choice(YEARS)
        member, indicator = chance.choice(MEMBERS), chance.choice(OBJECTS) + chance.choice(MEASURES)
        asked.append(Asked(f"{year}年{region}{member}{indicator}是多少？", indicator, member, region, year))
    return asked


def _regions(count: int) -> list[str]:
    codes = [code for code, _ in region_lines() if len(code) >= 4]
    return list(dict.fromkeys(full_name(code) for code in codes))[:count]


def _entry(region: str, year: int, chance: random.Random, most: int) -> Entry:
    source = f"{year}年{region}知识产权报告.txt"
    identity = content_id("public", source)
    version = content_id(source, "made")
    text: list[str] = []
    figures: list[Figure] = []
    passages: list[Passage] = []
    sections: list[Section] = []
    position = 0
    for thing in OBJECTS:
        heading = f"{thing}情况"
        start = position
        text.append(heading)
        position += len(heading) + 1
        body = position
        for measure in MEASURES:
            for member in MEMBERS:
                if len(figures) == most:
                    break
                figure, sentence = _figure(identity, version, (region, year), thing + measure, member, position, chance)
                figures.append(figure)
                text.append(sentence)
                position += len(sentence) + (1 if member == MEMBERS[-1] else 0)
            text.append("\n")
        sections.append(Section(1, (heading,), start, body, position))
        passages.append(Passage(content_id(version, start), identity, (heading,), start, position))
    content = _joined(text)
    document = Document(
        identity, version, source, "public", f"{year}年{region}知识产权报告", "text/plain", content, (),
        tuple(sections), region=region,
    )  # fmt: skip
    renderings = tuple(f"{document.title}\n{content[p.start : p.end]}" for p in passages)
    return Entry(document, tuple(passages), renderings, tuple(figures))


def _joined(parts: list[str]) -> str:
    """Headings on lines of their own, sentences of a paragraph side by side."""
    return "".join(part + "\n" if part.endswith("情况") else part for part in parts)


def _figure(
    identity: str, version: str, setting: tuple[str, int], indicator: str, member: str, at: int, chance: random.Random
) -> tuple[Figure, str]:
    region, year = setting
    value = chance.randint(10, 99999)
    clause = f"{year}年{member}{indicator}{value}件"
    start = at + len(clause) - 1 - len(str(value))
    figure = Figure(
        content_id(version, at), identity, indicator, member + indicator, "count", Decimal(value), "件",
        Decimal(value), "件", "eq", "actual", at, at + len(clause), start, start + len(str(value)),
        dimensions=(("权利主体", member),), region=region, period=str(year), basis="clause",
    )  # fmt: skip
    return figure, clause + "。"
