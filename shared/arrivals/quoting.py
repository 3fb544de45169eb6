"""Where a person's own new words end: what they answered, and the signature under it, are cut off with care.

The rule in doubt is to leave the words as they are. Nothing that was cut is thrown away.
"""

import re
from dataclasses import dataclass

#: The names of the four lines with which Outlook and its kin open what was answered: from, sent, to, subject.
_FROM = r"From|Oddi wrth|Oddi|O|Bho|Od|Von|De|Da|Van|Fra|Från|Nuo|От|Від|من|منجانب"
_SENT = (
    r"Sent|Date|Anfonwyd|Dyddiad|Air a chur|Ceann-latha|Deit|Wysłano|Wysłane|Data|Gesendet|Datum|Envoyé|Date d'envoi|"
    r"Enviado|Fecha|Inviato|Verzonden|Skickat|Trimis|Отправлено|Дата|Надіслано|تاريخ الإرسال|تم الإرسال|أرسلت|"
    r"التاريخ|تاریخ"
)
_TO = r"To|At|Gu|Do|An|À|Para|A|Aan|Til|Till|Către|Кому|إلى|الى"
_SUBJECT = (
    r"Subject|Pwnc|Testun|Cuspair|Temat|Betreff|Objet|Asunto|Oggetto|Onderwerp|Emne|Ämne|Subiect|Assunto|Тема|"
    r"الموضوع|موضوع"
)
_HEAD = tuple(
    re.compile(rf"^[>\s]*\**(?:{names})\**\s?:\**\s*\S", re.IGNORECASE) for names in (_FROM, _SENT, _TO, _SUBJECT)
)
#: "Original message" between dashes, in the languages above; but never "forwarded message", which is meant to be read.
_ORIGINAL = re.compile(
    r"^[>\s]*-{3,}\s*(?:Original Message|Reply message|Neges Wreiddiol|Oryginalna wiadomość|Wiadomość oryginalna|"
    r"Ursprüngliche Nachricht|Originalnachricht|Message d'origine|Mensaje original|Messaggio originale|"
    r"Teachdaireachd thùsail|الرسالة الأصلية|رسالة أصلية|Исходное сообщение)\s*-{3,}\s*$",
    re.IGNORECASE,
)
#: "… wrote:" at the end of a line that names an address or a year: nothing need stand before each line that follows.
_WROTE = re.compile(
    r"(?:wrote|writes|ysgrifennodd|sgrìobh|napisał(?:\(a\)|a)?|pisze|schrieb|a écrit|escribió|escreveu|ha scritto|"
    r"schreef|skrev|a scris|пишет|писал(?:\(а\))?|пише|كتب|كتبت|كتابة ما يلي بواسطة.{0,200})\s*:?\s*$",
    re.IGNORECASE,
)
_DATED = re.compile(r"\b(?:19|20)\d\d\b|@|\d{1,2}[:.]\d\d|[٠-٩]{4}")
_RULE = re.compile(r"^\s*[_─━-]{10,}\s*$")
#: What a telephone or a mail programme puts under everything.
_PROMOTED = re.compile(
    r"^\s*(?:(?:Sent|Get) (?:from|via|with) .{2,60}|Get Outlook for .{2,20}|Anfonwyd o .{2,40}|Wysłan[eo] z .{2,40}|"
    r"Von meinem .{2,30} gesendet|Gesendet (?:von|mit) .{2,40}|Envoyé de(?:puis)? .{2,40}|أرسلت من .{2,40}|"
    r"تم الإرسال من .{2,40}|Air a chur bhon .{2,40}|Sent:? from .{2,40})\.?\s*$",
    re.IGNORECASE,
)
#: Lines of a signature: a longer tail was meant to be read.
_LONGEST_SIGNATURE = 15
_LONGEST_OPENING = 400
_MOST_OPENINGS = 50
_FIRST_WORD = re.compile(
    r"(?:On|Ar|Air|W dniu|Dnia|Am|Le|El|Em|Il|Op|Den|Pe|La|În|في|Sgrìobh|Ysgrifennodd)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Cut:
    """One text in its three parts, each without empty lines at its ends."""

    words: str
    signed_off: str
    quoted: str


def cut(text: str) -> Cut:
    """The text of an answer. Where nothing of the person's own would be left, nothing is cut."""
    lines = [line.rstrip() if line != "-- " else line for line in text.split("\n")]
    end = _where_quoted(lines)
    own, quoted = lines[:end], lines[end:]
    begin = _where_signed(own)
    words = _tight(own[:begin])
    if not words:
        return Cut(_tight(lines), "", "")
    return Cut(words, _tight(own[begin:]), _tight(quoted))


def _tight(lines: list[str]) -> str:
    return "\n".join(lines).strip()


def _where_quoted(lines: list[str]) -> int:
    """The line from which on everything is somebody else's; the number of lines where nothing is."""
    looked_at = 0
    for place, line in enumerate(lines):
        if _ORIGINAL.match(line) or _is_head(lines, place):
            return _with_rule(lines, place)
        end = _end_of_opening(lines, place) if looked_at < _MOST_OPENINGS else None
        if end is not None:
            looked_at += 1
            if _only_quoted_after(lines, place, end):
                return place
    return _trailing(lines)


def _is_head(lines: list[str], place: int) -> bool:
    """Do the next lines name sender, day, recipient and subject, as a mail programme sets them?"""
    if not _HEAD[0].match(lines[place]):
        return False
    following = [line for line in lines[place + 1 : place + 9] if line.strip()][:5]
    named = [any(name.match(line) for line in following) for name in _HEAD[1:]]
    return named[0] and (named[1] or named[2]) and any(_DATED.search(line) for line in (lines[place], *following))


def _with_rule(lines: list[str], place: int) -> int:
    """A line drawn just above belongs to what it is drawn above."""
    before = place - 1
    while before >= 0 and not lines[before].strip():
        before -= 1
    return before if before >= 0 and _RULE.match(lines[before]) else place


def _end_of_opening(lines: list[str], place: int) -> int | None:
    """The last line of "On Tuesday, somebody wrote:" if that begins here; it may be broken over four lines."""
    line = lines[place].strip(" >")
    if not line or not _begins_so(line) or _ends_so(lines, place - 1):
        return None
    for end in range(place, min(place + 4, len(lines))):
        if not lines[end].strip():
            return None
        if _ends_so(lines, end):
            said = " ".join(lines[place : end + 1])
            return end if len(said) <= _LONGEST_OPENING and _DATED.search(said) else None
    return None


def _ends_so(lines: list[str], place: int) -> bool:
    return place >= 0 and bool(_WROTE.search(lines[place].strip()[-_LONGEST_OPENING:]))


def _begins_so(line: str) -> bool:
    """An opening starts with a day, a name and an address, or one of these words; other prose seldom does."""
    return bool(_FIRST_WORD.match(line)) or bool(_DATED.search(line)) or "<" in line


def _only_quoted_after(lines: list[str], place: int, end: int) -> bool:
    """Does all that follows belong to what was answered, or did somebody write below it or between?"""
    following = [line for line in lines[end + 1 :] if line.strip()]
    if not any(_quoted(line) for line in following[:2]):
        # No line is marked: only an opening with an address in it was set by a machine.
        return bool(following) and any("@" in line for line in lines[place : end + 1])
    last = max(i for i, line in enumerate(following) if _quoted(line))
    rest = following[last + 1 :]
    signed = not rest or rest[0].rstrip() == "--" or all(_PROMOTED.match(line) for line in rest)
    return signed and all(_quoted(line) for line in following[:last])


def _quoted(line: str) -> bool:
    return line.lstrip().startswith(">")


def _trailing(lines: list[str]) -> int:
    """Where a block of marked lines begins that runs to the end, with the line that opens it in any language."""
    end = len(lines)
    while end and (not lines[end - 1].strip() or _quoted(lines[end - 1])):
        end -= 1
    if not any(_quoted(line) for line in lines[end:]):
        return len(lines)
    for begin in range(end - 1, max(end - 4, -1), -1):
        opening = " ".join(lines[begin:end]).strip()
        if not lines[begin].strip():
            break
        if opening.endswith(":") and _DATED.search(opening) and len(opening) <= _LONGEST_OPENING:
            return begin
    return end


def _where_signed(lines: list[str]) -> int:
    """Where the signature begins; the number of lines where there is none."""
    for place in range(len(lines) - 1, max(len(lines) - _LONGEST_SIGNATURE - 1, -1), -1):
        if lines[place].rstrip() == "--":
            return place
    last = len(lines)
    while last and not lines[last - 1].strip():
        last -= 1
    return last - 1 if last and _PROMOTED.match(lines[last - 1]) else len(lines)
