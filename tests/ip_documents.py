"""Small documents and a service over them: what the tests of answers ask about.

The places are real, because regions are read by their names; every figure and rule is invented.
"""

from dataclasses import replace
from pathlib import Path

from ipqa.figures.context.whereabouts import document_region
from ipqa.figures.extraction import extract
from ipqa.reading import documents
from ipqa.records import Document, Figure
from ipqa.service import Ipqa
from ipqa.settings import Settings
from ipqa.statistics import FigureLibrary, Known

APPLIED = (
    "2023年，鸠江区专利申请量 5200 件，其中发明专利申请量 1300 件，实用新型专利申请量 3100 件，"
    "外观设计专利申请量 800 件。"
)
GRANTED = (
    "2023年，鸠江区专利授权量 3600 件，其中发明专利授权量 420 件，实用新型专利授权量 2500 件，"
    "外观设计专利授权量 700 件，实用新型专利占专利授权量的 69.4%。"
)
HELD = (
    "截至2023年底，鸠江区有效发明专利 1250 件，同比增长 8.5%，居全市第 2 位。"
    "其中企业有效发明专利量 820 件，高校有效发明专利量 310 件，个人有效发明专利量 100 件。"
)

PAPER = f"""# 2023年芜湖市鸠江区知识产权白皮书

## 一、专利

### （一）申请与授权

{APPLIED}

{GRANTED}

### （二）有效量

{HELD}

## 二、商标

2023年，鸠江区商标注册量约 9600 件，同比下降 3.2%。

累计培育知识产权优势企业超过 60 家，惠及小微企业 3 万余户。

## 三、运用

2023年，鸠江区知识产权质押融资金额 24500 万元，质押项目 16 笔。专利转让 260 件，其中高校专利转让 12 件。

## 四、工作目标

2024年，鸠江区计划实现知识产权质押融资金额 3 亿元。

## 五、服务

开展“知识产权服务万里行”活动，为企业提供下列服务：
（一）专利检索与分析；
（二）商标布局咨询；
（三）海外维权指导。
"""

YEARBOOK = """# 芜湖市鸠江区知识产权年报

2022年，鸠江区专利授权量 3300 件，专利申请量 4900 件。

2021年，鸠江区专利授权量 3050 件，专利申请量 4700 件。

2022年，鸠江区商标注册量同比增长 5.1%。
"""

RULES = """# 鸠江区专利质押融资贴息办法

第一条 为支持企业以专利权质押融资，制定本办法。

第二条 企业以专利权质押取得贷款并按期还本付息的，给予贴息，每家企业每年贴息不超过 30 万元。

第三条 申请贴息应当提交下列材料：
（一）贴息申请表；
（二）质押登记证明；
（三）还款凭证。

第四条 区知识产权局应当自受理之日起十五个工作日内完成审核。
"""

DOCUMENTS = {"白皮书.md": PAPER, "年报.md": YEARBOOK, "办法.md": RULES}


def write(folder: Path, documents: dict[str, str] = DOCUMENTS) -> Path:
    """Write documents into a folder and give the folder back."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in documents.items():
        (folder / name).write_text(text, "utf-8")
    return folder


def known(folder: Path) -> list[Known]:
    """All figures of the documents of a folder, as the matcher wants them, in the order of files and text."""
    found = {}
    figures: list[Figure] = []
    for path in sorted(folder.iterdir()):
        for document in documents(path, "public"):
            if isinstance(document, Document):
                located = replace(document, region=document_region(document.title, document.text))
                found[located.id] = located
                figures += extract(located)
    return FigureLibrary(figures, found.__getitem__).known(figures)


def opened(index: Path, folder: Path, limit: int = 2000) -> Ipqa:
    """A service over the documents of a folder."""
    ipqa = Ipqa.open(Settings(index=index, question_limit=limit))
    list(ipqa.ingest([folder]))
    return ipqa
