"""Sound: the frames, chunks or pages that a recording is made of, followed to its end."""

import struct
from collections.abc import Iterator

from shared.files.checked import FileKind, FileRefused, Found, Why

#: Fewer pieces than this can be chance: a tenth of a second of sound has more.
_FEWEST = 4
#: How much of a recording may be scraps between its frames: players skip them too.
_SCRAPS = 0.1

_MP3_RATES = {3: (44_100, 48_000, 32_000), 2: (22_050, 24_000, 16_000), 0: (11_025, 12_000, 8_000)}
_MP3_BITS_1 = (0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
_MP3_BITS_2 = (0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)
_OGG_SOUND = (b"\x01vorbis", b"OpusHead", b"Speex   ", b"\x7fFLAC")
#: What a WAV file needs to be heard; the rest are labels.
_WAV_PARTS = (b"fmt ", b"fact", b"data")


def read_frames(data: bytes) -> Found:
    """MP3 and AAC, which are rows of frames. Raises `FileRefused`."""
    sound = data[_label_at_start(data) : len(data) - _label_at_end(data)]
    for length_at, media_type, ending in ((_mp3_frame, "audio/mpeg", ".mp3"), (_aac_frame, "audio/aac", ".aac")):
        frames: list[bytes] = []
        at = scraps = 0
        most = len(sound) * _SCRAPS
        while at < len(sound) and scraps <= most:
            length = length_at(sound, at)
            follows = at + length
            if length and (follows >= len(sound) or length_at(sound, follows) or frames):
                frames.append(sound[at:follows])
                at = follows
            else:
                at, scraps = at + 1, scraps + 1
        if scraps <= most and len(frames) >= _FEWEST:
            return Found(FileKind.RECORDING, media_type, ending, b"".join(frames))
    raise FileRefused(Why.BROKEN)


def _label_at_start(data: bytes) -> int:
    at = 0
    while data[at : at + 3] == b"ID3" and len(data) >= at + 10:
        size = 0
        for part in data[at + 6 : at + 10]:
            size = size << 7 | part & 0x7F
        at += 10 + size + (10 if data[at + 5] & 0x10 else 0)
    return min(at, len(data))


def _label_at_end(data: bytes) -> int:
    return 128 if data[-128:-125] == b"TAG" and len(data) > 128 else 0


def _mp3_frame(data: bytes, at: int) -> int:
    """How long the frame is that begins there, in bytes; nought where none does."""
    head = data[at : at + 4]
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return 0
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    bits, rate = head[2] >> 4, head[2] >> 2 & 3
    if version == 1 or layer != 1 or bits in (0, 15) or rate == 3:
        return 0
    spread = 144 if version == 3 else 72
    kilobits = (_MP3_BITS_1 if version == 3 else _MP3_BITS_2)[bits]
    return spread * kilobits * 1000 // _MP3_RATES[version][rate] + (head[2] >> 1 & 1)


def _aac_frame(data: bytes, at: int) -> int:
    head = data[at : at + 7]
    if len(head) < 7 or head[0] != 0xFF or head[1] & 0xF6 != 0xF0 or head[2] >> 2 & 15 > 12:
        return 0
    length = (head[3] & 3) << 11 | head[4] << 3 | head[5] >> 5
    return length if length > 7 else 0


def read_wav(data: bytes) -> Found:
    """Raises `FileRefused`."""
    parts = {name: part for name, part in _wav_parts(data) if name in _WAV_PARTS}
    form, sound = parts.get(b"fmt ", b""), parts.get(b"data", b"")
    if len(form) < 16 or not sound or not all(struct.unpack("<HHI", form[:8])):
        raise FileRefused(Why.BROKEN)
    body = b"".join(
        name + struct.pack("<I", len(parts[name])) + parts[name] + b"\0" * (len(parts[name]) % 2)
        for name in _WAV_PARTS
        if name in parts
    )
    kept = b"RIFF" + struct.pack("<I", 4 + len(body)) + b"WAVE" + body
    return Found(FileKind.RECORDING, "audio/wav", ".wav", kept)


def _wav_parts(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], struct.unpack_from("<I", data, at + 4)[0]
        # A recorder that was switched off leaves its last size unwritten: what there is, is all there is.
        yield name, data[at + 8 : at + 8 + size]
        at += 8 + size + size % 2


def read_ogg(data: bytes) -> Found:
    """Raises `FileRefused`; a video in the same wrapping is one."""
    at, pages, heard = 0, 0, False
    while at < len(data):
        head = data[at : at + 27]
        if len(head) < 27 or head[:5] != b"OggS\0":
            raise FileRefused(Why.BROKEN)
        segments = data[at + 27 : at + 27 + head[26]]
        begins = at + 27 + head[26]
        at = begins + sum(segments)
        if len(segments) < head[26] or at > len(data):
            raise FileRefused(Why.BROKEN)
        if head[5] & 2:  # the first page of one stream says what it is
            if not data[begins:].startswith(_OGG_SOUND):
                raise FileRefused(Why.VIDEO)
            heard = True
        pages += 1
    if not heard or pages < 3:
        raise FileRefused(Why.BROKEN)
    return Found(FileKind.RECORDING, "audio/ogg", ".ogg", data)
