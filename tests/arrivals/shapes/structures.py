"""Messages that are built oddly: parts within parts, broken edges, files of every kind, HTML and nothing else."""

from tests.arrivals.shapes.shape import Shape, attached, inside, mail, part, pieces

_JPEG = b"\xff\xd8\xff\xe0 a photograph"
_HTML = "text/html; charset=utf-8"
_PAGE = (
    "<html><head><style>p {color: red}</style><title>no</title></head><body>"
    "<div style='display:none'>preview</div><p>Dear&nbsp;council,</p>"
    "<p>see <a href='https://photos.example/1'>my photo</a> &amp; tell me.</p>"
    "<ul><li>brown<li>green</ul><script>alert(1)</script></body></html>"
)
_PAGE_WORDS = "Dear council,\n\nsee my photo (https://photos.example/1) & tell me.\n\n- brown\n- green"
_INVITATION = "BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nSUMMARY:Visit\nEND:VEVENT\nEND:VCALENDAR\n"

SHAPES = [
    Shape("a page of HTML and nothing else", mail(_PAGE, Content_Type=_HTML), _PAGE_WORDS),
    Shape(
        "the same words as text and as HTML",
        pieces("multipart/alternative", part("Dear council"), part("<p>Dear <b>council</b>", _HTML)),
        "Dear council",
    ),
    Shape(
        "text that only says that the message is HTML",
        pieces("multipart/alternative", part("Your programme cannot show HTML."), part(_PAGE + _PAGE, _HTML)),
        f"{_PAGE_WORDS}\n\n{_PAGE_WORDS}",
    ),
    Shape(
        "an empty text beside the HTML", pieces("multipart/alternative", part(" \n"), part(_PAGE, _HTML)), _PAGE_WORDS
    ),
    Shape(
        "HTML whose tags never end",
        mail("<p>The bin<br>is <b>full<div hidden>x</div> & <3 <a href=", Content_Type=_HTML),
        "The bin\nis full & <3 <a href=",
    ),
    Shape(
        "words, a photograph and a document",
        pieces(
            "multipart/mixed",
            part("See both."),
            attached(_JPEG, "image/jpeg", "bin.jpg"),
            attached(b"%PDF", "application/pdf", "plan.pdf"),
        ),
        "See both.",
        files=("bin.jpg", "plan.pdf"),
    ),
    Shape(
        "photographs and not a word",
        pieces("multipart/mixed", attached(_JPEG, "image/jpeg", "a.jpg"), attached(_JPEG, "image/jpeg", "b.jpg")),
        "",
        files=("a.jpg", "b.jpg"),
    ),
    Shape(
        "words, a picture between, and more words, as Apple sends them",
        pieces(
            "multipart/mixed",
            part("Before"),
            part(_JPEG, "image/jpeg; name=IMG_1.jpg", "Content-Disposition: inline; filename=IMG_1.jpg"),
            part("After"),
        ),
        "Before\n\nAfter",
        files=("IMG_1.jpg",),
    ),
    Shape(
        "a picture inside the HTML, without a name",
        pieces(
            "multipart/related",
            part("<p>Look: <img src='cid:1' alt='our bin'>", _HTML),
            part(_JPEG, "image/png", "Content-ID: <1>"),
        ),
        "Look: [our bin]",
        files=("file.png",),
    ),
    Shape(
        "an edge that is announced and never comes",
        mail("The bin is full.\n", Content_Type='multipart/mixed; boundary="never"'),
        "The bin is full.",
    ),
    Shape(
        "parts whose last edge is missing",
        pieces("multipart/mixed", part("The bin is full."), close=False),
        "The bin is full.",
    ),
    Shape(
        "several parts and no edge named", mail("The bin is full.", Content_Type="multipart/mixed"), "The bin is full."
    ),
    Shape(
        "a kind that is no kind",
        mail("The bin is full.", Content_Type="text;;;=; charset"),
        "The bin is full.",
    ),
    Shape(
        "parts within parts within parts",
        pieces(
            "multipart/mixed",
            part(
                inside(part(inside(part("Deep down."), edge="c"), 'multipart/mixed; boundary="c"'), edge="b"),
                'multipart/mixed; boundary="b"',
            ),
        ),
        "Deep down.",
    ),
    Shape(
        "a letter that was sent on whole, with its photograph",
        pieces(
            "multipart/mixed",
            part("Please see below."),
            part(
                pieces(
                    "multipart/mixed",
                    part("I fell here."),
                    attached(_JPEG, "image/jpeg", "hole.jpg"),
                    edge="in",
                    From="Ann <ann@other.example>",
                    Subject="A hole",
                ),
                "message/rfc822",
            ),
        ),
        "Please see below.\n\n------------------------\nFrom: Ann <ann@other.example>\n"
        "Date: Tue, 02 Mar 2027 10:00:00 +0000\nTo: The Highland Council <hello@highland.example>\nSubject: A hole\n\n"
        "I fell here.",
        files=("hole.jpg",),
    ),
    Shape(
        "Outlook's own parcel",
        pieces(
            "multipart/mixed", part("The plans."), attached(b"\x78\x9f\x3e\x22", "application/ms-tnef", "winmail.dat")
        ),
        "The plans.",
        files=("winmail.dat",),
    ),
    Shape(
        "an invitation to a meeting",
        pieces(
            "multipart/alternative",
            part("Can you visit?"),
            part(_INVITATION, "text/calendar; method=REQUEST; charset=utf-8"),
        ),
        "Can you visit?",
        files=("file.ics",),
    ),
    Shape(
        "a name of a file in pieces, in Polish",
        pieces(
            "multipart/mixed",
            part("Hi"),
            part(
                _JPEG,
                "image/jpeg",
                "Content-Disposition: attachment; filename*0*=utf-8''%C5%BAr%C3%B3;\n filename*1*=d%C5%82o.jpg",
            ),
        ),
        "Hi",
        files=("źródło.jpg",),
    ),
    Shape(
        "a name of a file that wants to go elsewhere",
        pieces("multipart/mixed", part("Hi"), attached(_JPEG, "image/jpeg", "..\\..\\/etc/cron.d/photo.jpg")),
        "Hi",
        files=("photo.jpg",),
    ),
    Shape(
        "a file in an old encoding of its name",
        pieces(
            "multipart/mixed",
            part("Hi"),
            part(_JPEG, 'image/jpeg; name="=?iso-8859-1?Q?caf=E9.jpg?="', "Content-Disposition: attachment"),
        ),
        "Hi",
        files=("café.jpg",),
    ),
]
