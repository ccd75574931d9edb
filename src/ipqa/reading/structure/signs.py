"""Signs that fonts encode badly: radicals in place of ideographs, bullets from private areas; one sign for one sign."""

import re
import unicodedata

from ...text import INVISIBLE

# Simplified forms among the radicals that Unicode gives no ideograph for.
_RADICALS = dict(
    zip(
        "⺁⺄⺇⺈⺊⺌⺍⺕⺗⺝⺟⺠⺧⺪⺬⺮⺯⺳⺶⺸⺻⺼⻀⻁⻂⻄⻅⻆⻉⻋⻎⻑⻒⻓⻔⻗⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳⼾",
        "厂乙几勹卜小小彐心月母民牛疋示竹糸网羊羊聿肉艸虎衣西见角贝车辶长镸长门雨青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龟亀龟户",
        strict=True,
    )
)
_BULLETS = (
    "\uf06c\uf06e\uf0b7\uf0d8\uf0fc\uf0a7\uf075\uf0b2\uf076\uf09f\uf0a8\uf071\uf0e8\uf0f0\uf0d6\uf06f\uf070\uf0be"
)


def _same_length(code: int) -> str | None:
    plain = unicodedata.normalize("NFKC", chr(code))
    return plain if len(plain) == 1 and ord(plain) != code else None


_SIGNS: dict[int, str | None] = {
    **{code: plain for code in (*range(0x2E80, 0x2FD6), *range(0xF900, 0xFB00)) if (plain := _same_length(code))},
    **{ord(radical): ideograph for radical, ideograph in _RADICALS.items()},
    **dict.fromkeys(map(ord, _BULLETS), "·"),
    **dict.fromkeys(range(32), None),
    **dict.fromkeys(INVISIBLE, None),
    0xFFFE: "-",
}
_ODD = re.compile("[" + "".join(re.escape(chr(code)) for code in _SIGNS) + "]")


def tidy(text: str) -> str:
    """A text with ideographs for radicals and a middle dot for bullets, without signs that nobody can see."""
    return text.translate(_SIGNS) if _ODD.search(text) else text
