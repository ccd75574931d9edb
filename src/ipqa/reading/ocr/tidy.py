"""Recognised text made uniform: the widths of signs, the spaces, and the letters that are digits.

A recogniser chooses between ( and （, , and ， by a pixel or two. What is written here is what the rules of Chinese
typesetting (GB/T 15834, GB/T 15835) put there: digits and letters half width, signs between ideographs full width.
"""

import re

_HAN = r"\u3400-\u9fff\U00020000-\U0003ffff"
_WIDE = rf"[{_HAN}，。、；：！？（）《》〈〉“”‘’【】〔〕「」…]"
_HALF_WIDTH = {0xFF01 + i: 0x21 + i for i in range(94)}
_KEPT_WIDE = frozenset("，；：！？（）")
# Letters, digits and the signs that belong to them; the signs of sentences have rules of their own.
_TO_HALF = {code: half for code, half in _HALF_WIDTH.items() if chr(code) not in _KEPT_WIDE} | {0x3000: 0x20}
_TO_WIDE = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？", "(": "（", ")": "）"}
_TO_NARROW = {wide: narrow for narrow, wide in _TO_WIDE.items()}

_SPACES = re.compile(rf"(?<={_WIDE})\s+(?={_WIDE})")
_THOUSANDS = re.compile(r"(?<![\d.])\d{1,3}(?:[,，]\d{3})+(?!\d)")
_CLOCK = re.compile(r"(?<=\d)[：:](?=\d\d(?!\d))")
_SIGN = re.compile(r"[,，;；:：!！?？]")
_DATED = re.compile(r"(?:[〔\[](\d{4})[〕\]】)）]|[【(（](\d{4})[〕\]])(?=\s*(?:第?\s*\d+\s*号|$))")
_STOP = re.compile(rf"(?<=[{_HAN}）”])[.．](?=[{_HAN}“]|$)")
_NOUGHT = re.compile(r"(?<=\d)[OoОΟ](?=[\d.%])|(?<=[\d.])[OoОΟ](?=\d)")
_ONE = re.compile(r"(?<=\d)[lI|](?=[\d%])|(?<=[\d.])[lI|](?=\d)")
_DASH = re.compile(
    r"(?<=\d)\s*[一ー]\s*(?=\d{1,4}[年月日])|(?<=[年月日])[一ー](?=\d)|(?<=[\u4e00-\u9fff])一一(?=[\u4e00-\u9fff])"
    r"|(?<=[“\"])\s*[一ー]\s*(?=[”\"]\s*(?:表示|为|代表|指))"
)
_IDEOGRAPH = re.compile(f"[{_HAN}]")


def tidy(text: str) -> str:
    """A recognised line with uniform signs; the same text for a text that is uniform already."""
    text = " ".join(text.translate(_TO_HALF).split())
    text = _SPACES.sub("", text)
    text = _ONE.sub("1", _NOUGHT.sub("0", text))
    text = _DASH.sub(lambda match: "——" if len(match.group()) == 2 else "—", text)
    text = _THOUSANDS.sub(lambda match: match.group().replace("，", ","), text)
    text = _CLOCK.sub(":", text)
    if _IDEOGRAPH.search(text):
        text = _STOP.sub("。", _parentheses(_SIGN.sub(_sign, text)))
        text = _DATED.sub(lambda match: f"〔{match[1] or match[2]}〕", text)
    return _SPACES.sub("", text)


def _sign(match: re.Match[str]) -> str:
    """A comma, colon and the like as its neighbours want it: half width inside numbers and between Latin letters."""
    sign, text = match.group(), match.string
    before = text[match.start() - 1 : match.start()]
    after = text[match.end() : match.end() + 1]
    narrow = _TO_NARROW.get(sign, sign)
    if before.isdigit() and after.isdigit() and narrow in ",:" and sign == narrow:
        return sign
    if before.isascii() and after.isascii() and before.isalpha() and (after.isalpha() or after == " "):
        return narrow
    return _TO_WIDE.get(sign, sign)


def _parentheses(text: str) -> str:
    """Parentheses in a line of Chinese: full width, unless they hold Latin text alone behind a Latin letter."""
    wide = text.replace("(", "（").replace(")", "）")
    return re.sub(r"(?<=[A-Za-z] )（([ -~]+)）", r"(\1)", wide)
