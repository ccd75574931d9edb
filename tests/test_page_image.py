"""Pages as pictures: of the right page and size, quotes marked where they stand, failures told in a sentence."""

from io import BytesIO

import pytest
from pdf_writer import Sheet, Text, pdf
from PIL import Image

from ipqa.errors import DamagedFile, EncryptedFile, ReadingError, TooLarge, UnsupportedFormat
from ipqa.reading.page_image import can_render, render_page
from ipqa.records import Box

WHITE, RED, BLUE = (255, 255, 255), (200, 0, 0), (0, 0, 200)
MARKED = (255, 242, 159)


def opened(png: bytes) -> Image.Image:
    image = Image.open(BytesIO(png))
    assert (image.format, image.mode) == ("PNG", "RGB")
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)  # type: ignore[arg-type]
    return out.getvalue()


def test_a_page_of_a_pdf_with_its_quote_marked() -> None:
    data = pdf([[Text(72, 700, "专利")], []], width=600, height=800)
    plain = opened(render_page(data, "application/pdf", 2, width=300))
    assert (plain.size, plain.getcolors()) == ((300, 400), [(300 * 400, WHITE)])
    box = Box(0, 2, 2, 0.5, 0.25, 0.75, 0.5)
    marked = opened(render_page(data, "application/pdf", 2, [box, Box(0, 2, 1, 0.0, 0.0, 0.1, 0.1)], 300))
    assert [marked.getpixel(at) for at in ((10, 10), (160, 110), (220, 190), (240, 190))] == [
        WHITE, MARKED, MARKED, WHITE,
    ]  # fmt: skip
    assert opened(render_page(data, "application/pdf", 1)).width == 1200


def test_ink_stays_dark_and_dark_ground_gets_an_outline() -> None:
    data = saved(Image.new("RGB", (50, 40), "black"), "PNG")
    image = opened(render_page(data, "image/png", 1, [Box(0, 1, 1, 0.2, 0.25, 0.8, 0.75)]))
    assert [image.getpixel(at) for at in ((25, 20), (8, 20), (7, 20))] == [(0, 0, 0), (235, 180, 0), (0, 0, 0)]


def test_a_turned_page_is_shown_as_it_is_displayed() -> None:
    data = pdf([Sheet([], 600, 800, rotate=90)])
    assert opened(render_page(data, "application/pdf", 1, width=400)).size == (400, 300)


def test_a_page_of_extreme_shape_stays_small() -> None:
    data = pdf([[]], width=10, height=14_000)
    assert opened(render_page(data, "application/pdf", 1, width=3000)).size == (12, 16_000)
    assert opened(render_page(saved(Image.new("1", (4, 32_000)), "PNG"), "image/png", 1)).size == (2, 16_000)
    data = pdf([[]], width=1000, height=1001)
    assert opened(render_page(data, "application/pdf", 1, width=1)).width == 100


def test_pictures_are_shown_as_they_are_displayed() -> None:
    image = Image.new("RGB", (40, 20), RED)
    image.paste(BLUE, (0, 0, 20, 20))
    exif = Image.Exif()
    exif[0x0112] = 6  # turned clockwise to be read: the left half comes to stand above
    turned = opened(render_page(saved(image, "PNG", exif=exif), "image/png", 1))
    assert (turned.size, turned.getpixel((10, 5)), turned.getpixel((10, 35))) == ((20, 40), BLUE, RED)
    small = opened(render_page(saved(image.resize((400, 200)), "PNG"), "image/png", 1, width=100))
    assert small.size == (100, 50)


def test_a_picture_has_as_many_pages_as_frames() -> None:
    frames = [Image.new("RGB", (30, 10), color) for color in (RED, BLUE)]
    data = saved(frames[0], "TIFF", save_all=True, append_images=frames[1:])
    assert opened(render_page(data, "image/tiff", 2)).getpixel((0, 0)) == BLUE
    with pytest.raises(ReadingError, match=r"^没有第 3 页，文件共 2 页。$"):
        render_page(data, "image/tiff", 3)


@pytest.mark.parametrize(
    ("image", "color"),
    [
        (Image.new("I;16", (4, 4), 0x8000), (128, 128, 128)),
        (Image.new("1", (4, 4), 1), WHITE),
        (Image.new("RGBA", (4, 4), (0, 0, 0, 0)), WHITE),
        (Image.new("LA", (4, 4), (10, 255)), (10, 10, 10)),
    ],
)
def test_every_kind_of_pixel_becomes_a_colour_on_white(image: Image.Image, color: tuple[int, int, int]) -> None:
    assert opened(render_page(saved(image, "PNG"), "image/png", 1)).getpixel((2, 2)) == color


@pytest.mark.parametrize("page", [0, -1, 2, 10**9])
def test_a_page_that_is_not_there(page: int) -> None:
    with pytest.raises(ReadingError, match=rf"^没有第 {page} 页，文件共 1 页。$"):
        render_page(pdf([[]]), "application/pdf", page)


@pytest.mark.parametrize(
    ("data", "kind", "error"),
    [
        (b"%PDF-1.4 nothing", "application/pdf", DamagedFile),
        (b"", "application/pdf", DamagedFile),
        (b"nothing", "image/png", DamagedFile),
        (saved(Image.new("RGB", (90, 90), RED), "PNG")[:60], "image/png", DamagedFile),
        (saved(Image.new("1", (9500, 9500)), "PNG"), "image/png", TooLarge),
        (b"text", "text/plain", UnsupportedFormat),
    ],
)
def test_what_cannot_be_shown(data: bytes, kind: str, error: type[ReadingError]) -> None:
    with pytest.raises(error) as raised:
        render_page(data, kind, 1)
    assert str(raised.value).endswith("。")


def test_an_encrypted_file_is_told_apart() -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption
    from reportlab.pdfgen.canvas import Canvas

    out = BytesIO()
    canvas = Canvas(out, encrypt=StandardEncryption("secret", strength=128))
    canvas.showPage()
    canvas.save()
    with pytest.raises(EncryptedFile):
        render_page(out.getvalue(), "application/pdf", 1)


def test_only_pdf_and_pictures_have_pages_to_show() -> None:
    kinds = ("application/pdf", "image/tiff", "image/jpeg", "text/html", "application/zip")
    assert [can_render(kind) for kind in kinds] == [True, True, True, False, False]
