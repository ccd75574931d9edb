"""Makes the scans of this folder: invented text in open fonts. Debian's fonts-noto-cjk is needed; no test runs this.

python tests/data/scans/make.py
"""

from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

HERE = Path(__file__).parent
FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2  # the index of the face in the collection


def face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONT, size, index=SIMPLIFIED)


def sheet(lines: list[tuple[int, int, int, str]], size: tuple[int, int] = (900, 640)) -> Image.Image:
    """White paper with lines of (left, top, type size, text)."""
    image = Image.new("L", size, 255)
    draw = ImageDraw.Draw(image)
    for left, top, points, text in lines:
        draw.text((left, top), text, font=face(points), fill=0)
    return image


def notice() -> Image.Image:
    return sheet(
        [
            (190, 40, 40, "松岭县专利转化情况通报"),
            (140, 150, 28, "2023年，全县专利转让417件，同比增长8.6%；"),
            (80, 205, 28, "合同金额合计1,205.38万元，惠及企业96家。"),
            (560, 330, 28, "松岭县知识产权局"),
            (570, 385, 28, "2024年1月15日"),
        ]
    )


def ruled() -> Image.Image:
    rows = [
        ["地区", "2022年", "2023年"],
        ["松岭镇", "108", "1,367"],
        ["双河乡", "7", "—"],
        ["合计", "115", "1,367"],
    ]
    image = sheet([(250, 30, 32, "各乡镇专利授权情况表"), (640, 90, 22, "单位：件")], (900, 420))
    draw = ImageDraw.Draw(image)
    columns, top, high = [100, 320, 560, 800], 130, 60
    for r, row in enumerate(rows):
        for c, text in enumerate(row):
            middle = (columns[c] + columns[c + 1]) // 2, top + high * r + high // 2
            draw.text(middle, text, font=face(26), fill=0, anchor="mm")
    for r in range(len(rows) + 1):
        draw.line([(columns[0], top + high * r), (columns[-1], top + high * r)], fill=0, width=2)
    for x in columns:
        draw.line([(x, top), (x, top + high * len(rows))], fill=0, width=2)
    return image


def main() -> None:
    notice().save(HERE / "notice.png", optimize=True)
    ruled().rotate(1.2, fillcolor=255, resample=Image.Resampling.BICUBIC).save(HERE / "ruled.png", optimize=True)
    # Turned by a quarter as a camera saves it, with the remark that says so.
    exif = Image.Exif()
    exif[0x0112] = 6
    notice().rotate(90, expand=True).save(HERE / "camera.jpg", quality=40, exif=exif)
    pages = [
        sheet([(80, 60, 30, "第一页：商标注册1260件。")], (700, 200)),
        sheet([(80, 60, 30, "第二页：地理标志6件。")], (700, 200)),
    ]
    pages = [page.convert("1") for page in pages]
    pages[0].save(HERE / "pages.tif", save_all=True, append_images=pages[1:], compression="group4")


if __name__ == "__main__":
    main()
