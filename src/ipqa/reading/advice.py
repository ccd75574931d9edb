"""What to do about a file that cannot be read: a sentence per family of formats, by suffix."""

from dataclasses import dataclass

READABLE = (
    "可读取 pdf、docx、xlsx、pptx、csv、html、md、txt、json、jsonl、"
    "图片（png、jpg、tif、bmp、webp）和装有这些文件的 zip",
    "pdf, docx, xlsx, pptx, csv, html, md, txt, json, jsonl, pictures (png, jpg, tif, bmp, webp) and zip files of "
    "these are",
)


@dataclass(frozen=True, slots=True)
class Advice:
    """What a family of formats is, and what a person can do about it."""

    suffixes: tuple[str, ...]
    what: str
    remedy: str
    english: str

    def sentences(self, name: str) -> tuple[str, str]:
        """The sentence about the file of that name, in Chinese and in English."""
        return f"{name} 是{self.what}，无法读取；{self.remedy}。", f"{name} cannot be read: {self.english}."


_ADVICE = (
    Advice(
        (".doc", ".dot", ".wps", ".wpt"), "旧版文字文档", "请用 WPS 或 Word 打开，另存为 docx",
        "an old word processor file; open it in WPS or Word and save it as docx",
    ),
    Advice(
        (".xls", ".xlt", ".xlsb", ".et", ".ett"), "旧版表格", "请用 WPS 或 Excel 打开，另存为 xlsx",
        "an old or binary spreadsheet; open it in WPS or Excel and save it as xlsx",
    ),
    Advice(
        (".ppt", ".pps", ".pot", ".dps", ".dpt"), "旧版演示文稿", "请用 WPS 或 PowerPoint 打开，另存为 pptx",
        "an old presentation; open it in WPS or PowerPoint and save it as pptx",
    ),
    Advice(
        (".rtf",), " RTF 文档", "请用 WPS 或 Word 打开，另存为 docx", "RTF; open it in WPS or Word and save it as docx"
    ),
    Advice(
        (".odt", ".ods", ".odp"), " OpenDocument 文件", "请另存为 docx、xlsx 或 pptx",
        "OpenDocument; save it as docx, xlsx or pptx",
    ),
    Advice((".ofd",), " OFD 版式文件", "请用 OFD 阅读器导出为 PDF", "OFD; export it as PDF from an OFD viewer"),
    Advice((".caj", ".nh", ".kdh"), "知网 CAJ 文件", "请用 CAJViewer 打印为 PDF", "CAJ; print it as PDF in CAJViewer"),
    Advice((".ceb", ".cebx"), " CEB 版式文件", "请用 Apabi Reader 打印为 PDF", "CEB; print it as PDF in Apabi Reader"),
    Advice((".djvu", ".djv", ".xps", ".oxps"), "版式文件", "请打印为 PDF", "print it as PDF"),
    Advice((".mht", ".mhtml", ".chm", ".epub", ".mobi"), "网页归档或电子书", "请另存为 html 或 PDF",
           "a web archive or e-book; save it as html or PDF"),
    Advice(
        (".rar", ".7z", ".gz", ".tgz", ".tar", ".bz2", ".xz", ".zst"), "压缩包", "请解压，或改用 zip 压缩",
        "an archive of another kind; unpack it, or pack it as zip",
    ),
    Advice((".eml", ".msg"), "邮件", "请把正文另存为 html 或 txt，附件另行保存", "mail; save its text and attachments"),
    Advice((".pages", ".numbers", ".key"), " iWork 文件", "请导出为 docx、xlsx 或 pptx",
           "an iWork file; export it as docx, xlsx or pptx"),
    Advice((".gif", ".heic", ".heif", ".psd", ".svg", ".wmf", ".emf"), "其他格式的图片", "请另存为 png 或 jpg",
           "a picture of another kind; save it as png or jpg"),
)  # fmt: skip
_BY_SUFFIX = {suffix: advice for advice in _ADVICE for suffix in advice.suffixes}


def advice_for(suffix: str) -> Advice | None:
    """What to do about files with this suffix (lower case, with its dot); None when nothing special is known."""
    return _BY_SUFFIX.get(suffix)
