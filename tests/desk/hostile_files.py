"""Files that somebody made to do harm, or that cameras make strangely: one function for each.

What has to become of each is in hostile_files.yml, under the function's name.
"""

import struct
import zlib
from functools import cache
from io import BytesIO
from random import Random

import pypdf
from drawn import (
    SECRET,
    chunk,
    corners,
    exif,
    lying,
    pdf,
    png,
    riff,
    saved,
    segment,
    stream,
    with_segments,
)
from PIL import Image, ImageCms
from sent_files import sample

JPEG = saved(corners(), "JPEG", quality=90)
PNG = saved(corners(), "PNG")
TOP_LEFT = b"0.9 0.1 0.1 rg 0 400 300 400 re f "
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %s] /Contents 4 0 R %s >>"


def rows(width: int, height: int, pixel: bytes = b"\xff\xff\xff") -> bytes:
    """A picture's lines, compressed piece by piece: however large, it takes no memory."""
    packer, line = zlib.compressobj(9), b"\0" + pixel * width
    return b"".join(packer.compress(line) for _ in range(height)) + packer.flush()


@cache
def zeros(size: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(bytes(1 << 20)) for _ in range(size >> 20)) + packer.flush()


# --- files of other kinds, and of two kinds


def a_bmp():
    return saved(corners(), "BMP")


def an_icon():
    return saved(corners(32, 32), "ICO")


def a_jpeg_2000():
    return bytes.fromhex("0000000c6a5020200d0a870a") + bytes(200)


def a_jpeg_xl():
    return bytes.fromhex("0000000c4a584c200d0a870a") + bytes(200)


def a_photoshop_file():
    return b"8BPS\0\1" + bytes(200)


def a_postscript_program():
    return b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 10 10\n(%pipe%id) (w) file\n"


def a_windows_metafile():
    return b"\xd7\xcd\xc6\x9a" + bytes(200)


def a_gif_that_is_a_java_archive():
    end = struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, 1, 1, 46, 0, 0)
    return sample("not-taken.gif") + b"PK\x01\x02" + bytes(42) + end


def a_jpeg_with_a_page_in_its_comment():
    return with_segments(JPEG, segment(0xFE, b"<html><script>alert(1)</script>"))


def a_jpeg_that_is_a_pdf_too():
    return with_segments(JPEG, segment(0xFE, b"%PDF-1.4\n1 0 obj\n<<>>\nendobj"))


def a_png_followed_by_an_archive():
    return PNG + b"Rar!\x1a\x07\x00" + bytes(100)


def a_png_with_php_in_its_text():
    return PNG[:33] + chunk(b"tEXt", b"Comment\0<?php system($_GET['c']); ?>") + PNG[33:]


def a_jpeg_with_a_script_far_inside():
    """Nobody takes it for a page: it is served as what it is, and shown as a new picture."""
    return with_segments(JPEG, segment(0xFE, bytes(2000)), segment(0xFE, b"*/=alert(1)/*"))


# --- files that unpack to too much


def a_png_bomb():
    return png(30_000, 30_000, zeros(2 << 20))


def a_jpeg_of_65535_squared():
    return JPEG.replace(struct.pack(">HH", 120, 80), b"\xff\xff\xff\xff", 1)


def a_webp_canvas_of_16384_squared():
    head = b"\x10\0\0\0" + (16383).to_bytes(3, "little") * 2
    return riff((b"VP8X", head), (b"VP8 ", bytes(100)))


def a_lossless_webp_of_16384_squared():
    return riff((b"VP8L", b"\x2f" + struct.pack("<I", 16383 | 16383 << 14) + bytes(50)))


def an_animated_webp_with_one_giant_frame():
    frame = bytes(16) + b"VP8L" + struct.pack("<I", 6) + b"\x2f\xff\xff\xff\x0f\0"
    head = b"\x02\0\0\0" + (79).to_bytes(3, "little") * 2
    return riff((b"VP8X", head), (b"ANIM", bytes(6)), (b"ANMF", frame))


def a_heic_of_30000_squared():
    return sample("iphone.heic").replace(
        struct.pack(">II", 64, 64), struct.pack(">II", 30_000, 30_000)
    )


def a_png_of_one_pixel_too_many():
    return png(40_000_001, 1, zeros(1 << 20), colour=0)


def a_png_of_forty_megapixels():
    return png(8000, 5000, rows(8000, 5000))


def a_png_one_pixel_wide():
    return png(1, 4_000_000, zeros(8 << 20), colour=0)


def a_png_whose_data_go_on_and_on():
    line = b"\0" + b"\xff\0\0" * 80
    return png(80, 120, zlib.compress(line * 120 + bytes(64 << 20), 9))


def a_png_with_a_giant_text():
    text = b"Comment\0\0" + zeros(200 << 20)
    return PNG[:33] + chunk(b"zTXt", text) + PNG[33:]


def a_png_with_a_giant_international_text():
    text = b"XML:com.adobe.xmp\0\1\0\0\0" + zeros(200 << 20)
    return PNG[:33] + chunk(b"iTXt", text) + PNG[33:]


def a_png_with_a_giant_colour_profile():
    return PNG[:33] + chunk(b"iCCP", b"sRGB\0\0" + zeros(200 << 20)) + PNG[33:]


def a_png_whose_exif_repeats_itself():
    """65535 entries, each of which points to the same 9 MB."""
    size = 9_000_000
    entries = b"".join(struct.pack(">HHII", 0x9000 + it % 4096, 1, size, 8) for it in range(65535))
    tiff = b"MM\0*" + struct.pack(">IH", 8, 65535) + entries
    return PNG[:33] + chunk(b"eXIf", tiff + bytes(size - len(tiff))) + PNG[33:]


def a_jpeg_whose_exif_goes_in_circles():
    tiff = b"II*\0" + struct.pack("<IH", 8, 1) + struct.pack("<HHII", 0x8769, 4, 1, 8)
    return with_segments(JPEG, segment(0xE1, b"Exif\0\0" + tiff + struct.pack("<I", 8)))


def a_jpeg_of_ten_thousand_scans():
    jpeg = saved(corners(800, 1200), "JPEG", progressive=True)
    start = jpeg.rindex(b"\xff\xda")
    return jpeg[:start] + jpeg[start:-2] * min(10_000, 9_000_000 // (len(jpeg) - start)) + jpeg[-2:]


def a_page_that_is_a_bomb():
    """300 MB of drawing in 300 KB."""
    packer = zlib.compressobj(9)
    piece = b"0 0 600 800 re f " * 60_000
    data = b"".join(packer.compress(piece) for _ in range(300)) + packer.flush()
    page = PAGE % (b"600 800", b"")
    return pdf(b"<< /Pages 2 0 R >>", PAGES, page, stream(data, b"/Filter /FlateDecode"))


def a_page_with_a_giant_picture():
    about = b"/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB"
    picture = stream(zeros(64 << 20), about + b" /BitsPerComponent 8 /Filter /FlateDecode")
    page = PAGE % (b"600 800", b"/Resources << /XObject << /A 5 0 R >> >>")
    draws = stream(b"600 0 0 800 0 0 cm /A Do")
    return pdf(b"<< /Pages 2 0 R >>", PAGES, page, draws, picture)


# --- files that are broken


def a_jpeg_without_a_size():
    return JPEG.replace(struct.pack(">HH", 120, 80), bytes(4), 1)


def a_png_without_a_size():
    return png(0, 120, rows(80, 120))


def a_heic_without_a_picture():
    brand = b"ftypheic\0\0\0\0mif1heic"
    box = struct.pack(">I", len(brand) + 4) + brand
    return box + struct.pack(">I", 12) + b"meta\0\0\0\0"


def a_jpeg_of_nothing_but_fill():
    return b"\xff" * 9_000_000


def a_png_of_empty_chunks():
    return png(80, 120, b"")[:33] + chunk(b"IDAT", b"") * 120_000 + chunk(b"IEND", b"")


def a_jpeg_with_impossible_huffman_tables():
    at = JPEG.index(b"\xff\xc4") + 5
    return JPEG[:at] + b"\xff" * 16 + JPEG[at + 16 :]


def a_jpeg_with_a_table_that_overruns():
    at = JPEG.index(b"\xff\xc4") + 2
    return JPEG[:at] + b"\xff\xff" + JPEG[at + 2 :]


def a_jpeg_with_two_frame_headers():
    at = JPEG.index(b"\xff\xc0")
    frame = JPEG[at : at + 19]
    return (
        JPEG[:at]
        + frame.replace(struct.pack(">HH", 120, 80), struct.pack(">HH", 6000, 6000))
        + JPEG[at:]
    )


def a_jpeg_of_random_bytes():
    start = JPEG.index(b"\xff\xda") + 14
    noise = Random(7).randbytes(4000).replace(b"\xff", b"\xfe")
    return JPEG[:start] + noise + b"\xff\xd9"


def a_jpeg_that_broke_off():
    whole = saved(corners(800, 1200), "JPEG", quality=95)
    return whole[: len(whole) * 9 // 10]


def a_png_that_broke_off():
    noise = Image.frombytes("RGB", (80, 120), Random(3).randbytes(80 * 120 * 3))
    noise.paste(corners(80, 60), (0, 0))
    return saved(noise, "PNG")[:18_000]


def a_png_whose_data_are_no_data():
    return png(80, 120, Random(5).randbytes(5000))


def a_webp_of_random_bytes():
    webp = saved(corners(), "WEBP", quality=80)
    return webp[:60] + Random(9).randbytes(len(webp) - 60)


def a_heic_that_broke_off():
    heic = sample("sideways.heic")
    return heic[:-200] + bytes(200)


def an_encrypted_pdf():
    return _locked(user="secret")


def a_pdf_that_anyone_may_read_but_not_print():
    return _locked(user="")


def _locked(user: str) -> bytes:
    writer = pypdf.PdfWriter(BytesIO(a_pdf_with_scripts()))
    writer.encrypt(user_password=user, owner_password="owner", algorithm="AES-256")
    written = BytesIO()
    writer.write(written)
    return written.getvalue()


def a_pdf_of_nothing():
    return pdf(b"<< /Pages 2 0 R >>", b"<< /Kids [] /Count 0 >>")


def a_pdf_whose_pages_go_in_circles():
    return pdf(b"<< /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


# --- files that are strange, and have a picture


def a_photo_with_a_position():
    return saved(corners(), "JPEG", quality=90, exif=exif())


def a_jpeg_with_xmp_and_a_comment():
    xmp = b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"
    return with_segments(JPEG, segment(0xFE, SECRET + bytes(1500)), segment(0xE1, xmp))


def a_photo_with_a_second_picture_behind_it():
    return saved(corners(), "MPO", save_all=True, append_images=[Image.new("RGB", (80, 120))])


def an_animated_png():
    black = Image.new("RGB", (80, 120))
    return saved(corners(), "PNG", save_all=True, append_images=[black, black])


def an_animated_webp():
    black = Image.new("RGB", (80, 120))
    frames = [black] * 50
    return saved(corners(), "WEBP", save_all=True, append_images=frames, lossless=True, duration=9)


def a_webp_that_can_be_seen_through():
    image = corners(mode="RGBA")
    image.putalpha(Image.new("L", image.size, 200))
    return saved(image, "WEBP", quality=90, exif=exif())


def a_lossless_webp():
    return saved(corners(), "WEBP", lossless=True, exif=exif())


def a_jpeg_for_printers():
    return saved(corners(mode="CMYK"), "JPEG", quality=95)


def a_jpeg_with_a_display_s_colours():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return saved(corners(), "JPEG", quality=90, icc_profile=profile)


def a_jpeg_with_a_broken_colour_profile():
    return saved(corners(), "JPEG", quality=90, icc_profile=b"\xff" * 200_000)


def a_png_of_sixteen_bits():
    line = b"\0" + b"\xff\xff\0\0\0\0" * 40 + b"\0\0\xff\xff\0\0" * 40
    low = b"\0" + b"\0\0\0\0\xff\xff" * 40 + b"\xff\xff" * 120
    return png(80, 120, zlib.compress(line * 60 + low * 60), depth=16)


def a_grey_png_of_sixteen_bits():
    line = b"\0" + b"\x80\x00" * 80
    return png(80, 120, zlib.compress(line * 120), depth=16, colour=0)


def a_png_with_a_palette():
    """What is white in it is black that can be seen through."""
    image = corners().quantize(4)
    clear, colours = image.getpixel((79, 119)), image.getpalette()
    colours[3 * clear : 3 * clear + 3] = [0, 0, 0]
    image.putpalette(colours)
    return saved(image, "PNG", transparency=clear)


def a_png_of_one_bit():
    return saved(Image.new("1", (80, 120), 1), "PNG")


def a_png_turned_by_its_exif():
    return saved(lying(6), "PNG", exif=exif(6))


def a_webp_turned_by_its_exif():
    return saved(lying(8), "WEBP", quality=95, exif=exif(8))


def a_pdf_with_scripts():
    action = b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    launch = b"/AA << /O << /S /Launch /F (calc.exe) >> >>"
    page = PAGE % (b"600 800", launch)
    return pdf(b"<< /Pages 2 0 R /OpenAction %s >>" % action, PAGES, page, stream(TOP_LEFT))


def a_pdf_of_ten_thousand_pages():
    kids = b"3 0 R " * 10_000
    pages = b"<< /Type /Pages /Kids [%s] /Count 10000 >>" % kids
    return pdf(b"<< /Pages 2 0 R >>", pages, PAGE % (b"600 800", b""), stream(TOP_LEFT))


def a_pdf_with_a_page_of_a_million_points():
    page = PAGE % (b"1000000 1000000", b"/UserUnit 1000")
    return pdf(b"<< /Pages 2 0 R >>", PAGES, page, stream(TOP_LEFT))


def a_pdf_with_a_page_of_a_thread():
    page = PAGE % (b"0.001 1000000", b"")
    return pdf(b"<< /Pages 2 0 R >>", PAGES, page, stream(TOP_LEFT))


def a_pdf_that_draws_itself():
    form = stream(b"/A Do " * 50, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources 6 0 R")
    page = PAGE % (b"600 800", b"/Resources 6 0 R")
    draws = stream(TOP_LEFT + b"/A Do")
    return pdf(b"<< /Pages 2 0 R >>", PAGES, page, draws, form, b"<< /XObject << /A 5 0 R >> >>")


def made(name: str) -> bytes:
    """The file that the function of this name makes; `turned-N` is a photo of that orientation."""
    if name.startswith("turned-"):
        orientation = int(name.removeprefix("turned-"))
        return saved(lying(orientation), "JPEG", quality=90, exif=exif(orientation))
    if "." in name:
        return sample(name)
    content: bytes = globals()[name]()
    return content
