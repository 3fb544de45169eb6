"""What machines send: bounces, absence notes, receipts, newsletters; and people's mail that only looks like it."""

from shared.arrivals.arrived import Automatic
from tests.arrivals.shapes.shape import Shape, mail, part, pieces

DAEMON = "Mail Delivery Subsystem <mailer-daemon@mx.example>"
_DAEMON = ("Mail Delivery Subsystem", "mailer-daemon@mx.example")
_LETTER = "Message-ID: <received.sign@highland.example>\nSubject: We have it\n"
_FAILED = (
    "Reporting-MTA: dns; mx.example\n\nFinal-Recipient: rfc822; x@y.example\nAction: failed\nStatus: 5.1.1\n"
    "Diagnostic-Code: smtp; 550 No such person\n"
)


def report(kind: str = "delivery-status", fields: str = _FAILED, letter: str = _LETTER, **more: str | None) -> bytes:
    """What a server says of a letter, in the three parts of RFC 3464."""
    known: dict[str, str | None] = {
        "From": DAEMON,
        "Return_Path": "<>",
        "Subject": "Undelivered Mail Returned to Sender",
        "Content_Type": f'multipart/report; report-type={kind}; boundary="edge"',
    }
    parts = (part("It did not arrive."), part(fields, f"message/{kind}"), part(letter, "message/rfc822"))
    return pieces("multipart/report", *parts, **{**known, **more})


SHAPES = [
    Shape(
        "a server that could not deliver",
        report(),
        "It did not arrive.",
        subject="Undelivered Mail Returned to Sender",
        sender=_DAEMON,
        automatic=Automatic.BOUNCE,
    ),
    Shape(
        "an old server that says so in plain words",
        mail(
            "Hi. This is qmail.\nNo such person.\n\nMessage-ID: <received.sign@highland.example>",
            From=DAEMON,
            Subject="failure notice",
            Return_Path="<>",
        ),
        "Hi. This is qmail.\nNo such person.\n\nMessage-ID: <received.sign@highland.example>",
        subject="failure notice",
        sender=_DAEMON,
        automatic=Automatic.BOUNCE,
    ),
    Shape(
        "a receipt that somebody has opened the letter",
        report(
            "disposition-notification",
            "Disposition: manual-action; displayed\n",
            From="Morag MacLeod <morag@customer.example>",
            Return_Path="<x@y>",
            Subject="Read: We have it",
        ),
        "It did not arrive.",
        subject="Read: We have it",
        automatic=Automatic.RECEIPT,
    ),
    Shape(
        "a programme that says that it answers by itself",
        mail("I am away.", Auto_Submitted="auto-replied (vacation)"),
        "I am away.",
        automatic=Automatic.REPLY,
    ),
    Shape(
        "Exchange, in Welsh, with the header of its kind",
        mail("Rwyf ar wyliau.", Subject="Ateb awtomatig: We have it", X_Auto_Response_Suppress="All"),
        "Rwyf ar wyliau.",
        subject="Ateb awtomatig: We have it",
        automatic=Automatic.REPLY,
    ),
    Shape(
        "Exchange, in Arabic, with an empty way back",
        mail("أنا في إجازة.", Subject="رد تلقائي: We have it", Return_Path="<>"),
        "أنا في إجازة.",
        subject="رد تلقائي: We have it",
        automatic=Automatic.REPLY,
    ),
    Shape(
        "an old answering machine",
        mail("Away.", X_Autoreply="yes", Precedence="junk"),
        "Away.",
        automatic=Automatic.REPLY,
    ),
    Shape(
        "a list that everybody can write to",
        mail("Hello all.", List_Id="<chat.community.example>"),
        "Hello all.",
        automatic=Automatic.LIST,
    ),
    Shape("an advertisement", mail("Buy this.", Precedence="bulk"), "Buy this.", automatic=Automatic.BULK),
    Shape(
        "a person who writes about being out of the office",
        mail("Nobody answers!", Subject="Out of office all week: your planning team"),
        "Nobody answers!",
        subject="Out of office all week: your planning team",
    ),
    Shape(
        "a person whose programme says that no machine sent it",
        mail("Hello.", Auto_Submitted="no", X_Autoreply="no"),
        "Hello.",
    ),
    Shape(
        "a person who asks why a letter came back",
        mail("Why?", Subject="Mail delivery failed"),
        "Why?",
        subject="Mail delivery failed",
    ),
]
