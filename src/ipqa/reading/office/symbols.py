"""Signs of symbol fonts, which have code points of their own there, as the characters that they look like."""

import re

_PRIVATE = re.compile(r"[\uf000-\uf0ff]")
_SIGNS = {
    "wingdings": {
        0xFE: "☑", 0xA8: "□", 0x6F: "□", 0xFD: "☒", 0xFC: "✓", 0xFB: "✗", 0x6E: "■", 0x6C: "●", 0xA1: "○", 0x75: "◆",
        0xD8: "➢", 0xE0: "→", 0xDF: "←", 0xE8: "➔", 0xAB: "★", 0x4A: "☺", 0x28: "☎", 0x2A: "✉",
        **{0x81 + i: chr(0x2460 + i) for i in range(10)}, **{0x8C + i: chr(0x2776 + i) for i in range(10)},
    },
    "wingdings 2": {0x52: "☑", 0x50: "✓", 0xA3: "□", 0x54: "☒", 0x51: "☒", 0x4F: "✗", 0x2A: "□"},
    "symbol": {
        0xB7: "•", 0xB3: "≥", 0xA3: "≤", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB0: "°", 0xB9: "≠", 0xBB: "≈", 0xA5: "∞",
        0xAE: "→", 0xAC: "←", 0x44: "Δ", 0x53: "Σ", 0x61: "α", 0x62: "β", 0x67: "γ", 0x64: "δ", 0x6C: "λ", 0x6D: "μ",
        0x70: "π", 0x72: "ρ", 0x73: "σ", 0x77: "ω", 0x57: "Ω", 0xD6: "√", 0x25: "%", 0x2D: "−", 0x2B: "+", 0x3D: "=",
    },
}  # fmt: skip


def symbol(font: str, code: str) -> str:
    """The character for a sign given by font and hexadecimal code; empty where it is not known."""
    try:
        number = int(code, 16)
    except ValueError:
        return ""
    known = _SIGNS.get(font.strip().lower())
    low = number - 0xF000 if 0xF000 <= number <= 0xF0FF else number
    if known is not None:
        return known.get(low, "")
    return chr(number) if low == number and 0x20 <= number < 0x11_0000 and not 0xD800 <= number < 0xF900 else ""


def without_private(text: str) -> str:
    """The text without code points that only a symbol font gives a shape."""
    return _PRIVATE.sub("", text)
