"""Messages that nobody should send: sealed, empty, enormous, without a sender, or no message at all."""

from shared.arrivals.arrived import Trouble
from shared.arrivals.parts import LARGEST
from tests.arrivals.shapes.shape import Shape, attached, mail, part, pieces

_PGP = "-----BEGIN PGP MESSAGE-----\n\nhQEMA0\n-----END PGP MESSAGE-----"
_SIGNED = (
    "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nThe bin is full.\n-----BEGIN PGP SIGNATURE-----\n\niQEz\n"
    "-----END PGP SIGNATURE-----\n"
)
_NOBODY = ("", "")

SHAPES = [
    Shape("nothing at all", b"", "", subject="", sender=_NOBODY, trouble=Trouble.EMPTY),
    Shape("headers and not a word", mail("", Subject=""), "", subject="", trouble=Trouble.EMPTY),
    Shape("a subject and nothing else", mail("  \n \n"), ""),
    Shape(
        "noise",
        bytes(range(256)) * 20,
        None,
        subject="",
        sender=_NOBODY,
        trouble=Trouble.NOT_MAIL,
    ),
    Shape(
        "a text that somebody dropped into the folder",
        b"Dear council,\nmy bin is full.\n",
        "Dear council,\nmy bin is full.",
        subject="",
        sender=_NOBODY,
        trouble=Trouble.NOT_MAIL,
    ),
    Shape(
        "the line of an old mailbox in front",
        b"From morag@customer.example Tue Mar  2 10:00:00 2027\n" + mail("Full."),
        "Full.",
    ),
    Shape("nobody it is from", mail("Full.", From=None), "Full.", sender=_NOBODY),
    Shape(
        "nobody it is from, but somebody who sent it",
        mail("Full.", From=None, Sender="ann@other.example"),
        "Full.",
        sender=("", "ann@other.example"),
    ),
    Shape(
        "a family name first, with a comma that nobody quoted",
        mail("Full.", From="MacLeod, Morag <morag@customer.example>"),
        "Full.",
        sender=("MacLeod, Morag", "morag@customer.example"),
    ),
    Shape("an address with the name after it", mail("Full.", From="morag@customer.example (Morag MacLeod)"), "Full."),
    Shape(
        "two people it is from",
        mail("Full.", From="Morag MacLeod <morag@customer.example>, Ann <ann@other.example>"),
        "Full.",
    ),
    Shape("two headers it is from", mail("Full.", head="From: Eve <eve@other.example>\n"), "Full."),
    Shape(
        "a name that pretends to be an address",
        mail("Full.", From='"morag@customer.example" <eve@other.example>'),
        "Full.",
        sender=("morag@customer.example", "eve@other.example"),
    ),
    Shape(
        "a sender that follows no rule",
        mail("Full.", From="Morag, of 4 High St. <<morag@customer.example>>"),
        "Full.",
        sender=("Morag, of 4 High St.", "morag@customer.example"),
    ),
    Shape(
        "a sealed letter",
        pieces(
            "multipart/encrypted",
            part("Version: 1", "application/pgp-encrypted"),
            part(_PGP, "application/octet-stream"),
        ),
        "",
        trouble=Trouble.ENCRYPTED,
    ),
    Shape("a sealed letter in its own text", mail(_PGP), _PGP, trouble=Trouble.ENCRYPTED),
    Shape(
        "a letter sealed by Outlook",
        mail(
            "MIIB", Content_Type="application/pkcs7-mime; smime-type=enveloped-data", Content_Transfer_Encoding="base64"
        ),
        "",
        trouble=Trouble.ENCRYPTED,
    ),
    Shape(
        "a signed letter",
        pieces("multipart/signed", part("Full."), part("MIIB", "application/pkcs7-signature; name=smime.p7s")),
        "Full.",
    ),
    Shape("a letter signed in its own text", mail(_SIGNED), "The bin is full."),
    Shape(
        "a letter too big to be read to its end",
        pieces("multipart/mixed", part("See the film."), attached(b"\0" * LARGEST, "video/mp4", "film.mp4")),
        "See the film.",
        left_out=("film.mp4",),
    ),
    Shape(
        "a million lines", mail("\n" * 1_000_001 + "Full."), None, subject="", sender=_NOBODY, trouble=Trouble.NOT_MAIL
    ),
    Shape("a subject of a thousand signs", mail("Full.", Subject="a" * 1_000), "Full.", subject="a" * 300),
    Shape(
        "a subject that wants to write headers of its own",
        mail("Full.", Subject="My bin\r\n\tBcc: everybody@other.example"),
        "Full.",
        subject="My bin Bcc: everybody@other.example",
    ),
]
