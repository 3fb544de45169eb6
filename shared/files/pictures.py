"""Photos: decoded and drawn anew, the right way up, with nothing in them but the picture."""

import io

from PIL import Image, ImageOps

from shared.files.checked import LARGEST, FileKind, FileRefused, Found, Why

#: Points; a telephone's largest everyday photo has fifty million. Decoded, each takes three or four bytes.
MOST_POINTS = 60_000_000
#: A picture of a screen stays as sharp as it is; one with more points is a photo or a plan, and packed like one.
_MOST_POINTS_SHARP = 16_000_000
#: The longest side that we keep, in points: enough to read a letter photographed from across a table.
LONGEST_SIDE = 6_000
_SMALLER = (6_000, 4_000, 2_500)
_QUALITY = 90

# We look at the size ourselves, before anything is decoded: Pillow's own limit only warns.
Image.MAX_IMAGE_PIXELS = None


def read(data: bytes) -> Found:
    """Raises `FileRefused`: too many points, or a picture that cannot be decoded to its end."""
    try:
        with Image.open(io.BytesIO(data), formats=("JPEG", "PNG", "WEBP")) as picture:
            if picture.width * picture.height > MOST_POINTS:
                raise FileRefused(Why.TOO_BIG)
            picture.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a JPEG can be decoded smaller from the start
            ImageOps.exif_transpose(picture, in_place=True)
            return _drawn(picture)
    except FileRefused:
        raise
    except MemoryError:
        raise
    except Exception as why:  # every decoder has its own ways to fail, and none of them is our fault
        raise FileRefused(Why.BROKEN) from why


def _drawn(picture: Image.Image) -> Found:
    """Only the points of the picture, in a new file: metadata, places, thumbnails and anything behind it are gone."""
    clear = picture.has_transparency_data
    plain = picture.convert("RGBA" if clear else "RGB")
    plain.info.clear()
    if (picture.format == "PNG" or clear) and picture.width * picture.height <= _MOST_POINTS_SHARP:
        kept = _saved(plain, "PNG")
        if len(kept) <= LARGEST:
            return Found(FileKind.PICTURE, "image/png", ".png", kept)
    plain = _on_white(plain) if clear else plain
    for side in _SMALLER:
        plain.thumbnail((side, side))
        kept = _saved(plain, "JPEG", quality=_QUALITY)
        if len(kept) <= LARGEST:
            return Found(FileKind.PICTURE, "image/jpeg", ".jpg", kept)
    raise FileRefused(Why.TOO_BIG)


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground


def _saved(picture: Image.Image, form: str, **how: object) -> bytes:
    to = io.BytesIO()
    picture.save(to, form, **how)
    return to.getvalue()
