"""Letters that say they are other letters: wrong, missing, unknown and lying character sets, and headers in pieces."""

import base64

from tests.arrivals.shapes.shape import Shape, mail

_NORMAL = "Tha mo bhiona làn. It’s full – £5 of rubbish."

SHAPES = [
    Shape("plain letters in UTF-8", mail(_NORMAL), _NORMAL),
    Shape(
        "an old Windows programme that calls its letters Latin-1",
        mail(_NORMAL.encode("cp1252"), Content_Type="text/plain; charset=iso-8859-1"),
        _NORMAL,
    ),
    Shape(
        "letters that are UTF-8 and say that they are ASCII",
        mail(_NORMAL, Content_Type="text/plain; charset=us-ascii", Content_Transfer_Encoding="8bit"),
        _NORMAL,
    ),
    Shape(
        "letters that are Windows and say that they are UTF-8",
        mail("Ñow £5 “please”".encode("cp1252"), Content_Type="text/plain; charset=utf-8"),
        "Ñow £5 “please”",
    ),
    Shape(
        "one letter cut in two by a server on the way",
        mail("Mòran taing, a Mhòrag còir, sàr obair".encode() + "ò".encode()[:1]),
        "Mòran taing, a Mhòrag còir, sàr obair\ufffd",
    ),
    Shape("no word about its letters at all", mail(_NORMAL, Content_Type=None, MIME_Version=None), _NORMAL),
    Shape(
        "letters of a kind that nobody has heard of",
        mail("Hello £5".encode("cp1252"), Content_Type="text/plain; charset=x-unknown-8bit"),
        "Hello £5",
    ),
    Shape(
        "an alphabet whose name would keep Python busy for hours",
        mail("xn--" + "a" * 3000, Content_Type="text/plain; charset=idna"),
        "xn--" + "a" * 3000,
    ),
    Shape(
        "Polish from an old programme",
        mail("Źródło ścieków, łąka".encode("iso-8859-2"), Content_Type='text/plain; charset="ISO-8859-2"'),
        "Źródło ścieków, łąka",
    ),
    Shape(
        "Arabic from an old programme",
        mail("صندوق القمامة ممتلئ".encode("cp1256"), Content_Type="text/plain; charset=windows-1256"),
        "صندوق القمامة ممتلئ",
    ),
    Shape(
        "UTF-16 with the mark that says so",
        mail(base64.encodebytes("Bin is full".encode("utf-16")), Content_Transfer_Encoding="base64"),
        "Bin is full",
    ),
    Shape(
        "a byte order mark, a NUL and signs that turn the page round",
        mail("\ufeffBin\x00 is\u202e full\x07"),
        "Bin is full",
    ),
    Shape(
        "a subject in two encoded words that cut one letter in half",
        mail(
            "Hello",
            Subject="=?utf-8?B?" + base64.b64encode(b"Mo bhiona l" + b"\xc3").decode() + "?=\n =?utf-8?B?oG4=?=",
        ),
        "Hello",
        subject="Mo bhiona làn",
    ),
    Shape(
        "a subject in encoded words that break every rule",
        mail("Hello", Subject="=?utf-8?Q?My bin=20is?= =?unknown?b?ZnVsbA?= =?utf-8?x?no?="),
        "Hello",
        subject="My bin isfull=?utf-8?x?no?=",
    ),
    Shape(
        "a sender whose name is bare UTF-8",
        mail("Hello", From="Mòrag NicLeòid <morag@customer.example>", Subject="Bìona"),
        "Hello",
        subject="Bìona",
        sender=("Mòrag NicLeòid", "morag@customer.example"),
    ),
    Shape(
        "an Arabic name, encoded, with a comma in it",
        mail("Hello", From="=?utf-8?B?" + base64.b64encode("حسن، علي".encode()).decode() + "?= <ali@customer.example>"),
        "Hello",
        sender=("حسن، علي", "ali@customer.example"),
    ),
    Shape(
        "quoted-printable with broken ends and a stray equals sign",
        mail("Caf=C3=A9 is =\nopen. 2=2 =ZZ\n", Content_Transfer_Encoding="quoted-printable"),
        "Café is open. 2=2 =ZZ",
    ),
    Shape(
        "base64 with rubbish between and its end cut off",
        mail("VGhlIGJpbi*BpcyBm!\ndWxsIGFuZCBzb", Content_Transfer_Encoding="base64"),
        "The bin is full and s",
    ),
    Shape(
        "an encoding of the body that nobody has heard of",
        mail("The bin is full", Content_Transfer_Encoding="x-quantum"),
        "The bin is full",
    ),
]
