"""Answers with what they answer below, between or above, as each programme quotes it, in the languages people use."""

from tests.arrivals.shapes.shape import Shape, mail, part, pieces

_RE = {"Subject": "Re: We have your request: HC-7Q4K-2M9P", "In_Reply_To": "<received@highland.example>"}
_SUBJECT = "Re: We have your request: HC-7Q4K-2M9P"
_COUNCIL = "The Highland Council <no-reply@highland.example>"
_OURS = "> Dear Morag,\n>\n> We have your request."
_HTML = "text/html; charset=utf-8"


def _marked(name: str, opening: str, words: str = "It is full again.") -> Shape:
    """The person's words, a line in some language, and our letter with a mark before each line."""
    quoted = f"{opening}\n\n{_OURS}"
    seen = quoted.replace("\u202a", "").replace("\u202c", "").replace("\u200f", "")
    return Shape(name, mail(f"{words}\n\n{quoted}\n", **_RE), words, subject=_SUBJECT, quoted=seen)


def _outlook(name: str, head: str, words: str = "It is full again.") -> Shape:
    """The person's words, four lines that name our letter, and our letter with no mark at all."""
    quoted = f"________________________________\n{head}\n\nDear Morag,\n\nWe have your request."
    return Shape(name, mail(f"{words}\n\n{quoted}\n", **_RE), words, subject=_SUBJECT, quoted=quoted)


SHAPES = [
    _marked("Gmail in English", f"On Tue, 2 Mar 2027 at 10:05, {_COUNCIL} wrote:"),
    _marked(
        "Gmail in English, its line broken by another programme",
        "On Tue, 2 Mar 2027 at 10:05, The Highland Council <\nno-reply@highland.example> wrote:",
    ),
    _marked("Gmail in Welsh", f"Ar Maw, 2 Maw 2027 am 10:05, ysgrifennodd {_COUNCIL}:", "Mae’n llawn eto."),
    _marked("Gmail in Polish", f"wt., 2 mar 2027 o 10:05 {_COUNCIL} napisał(a):", "Znowu jest pełny."),
    _marked(
        "Gmail in Arabic", f"في الثلاثاء، ٢ مارس ٢٠٢٧ في ١٠:٠٥ ص تمت كتابة ما يلي بواسطة ‪{_COUNCIL}‬‏:", "ممتلئ مرة أخرى."
    ),
    _marked("Thunderbird in German", "Am 02.03.27 um 10:05 schrieb The Highland Council:", "Sie ist wieder voll."),
    _marked("a programme in a language that we do not know", f"2027-03-02 10:05, {_COUNCIL} kirjoitti:"),
    _marked("Apple Mail", "> On 2 Mar 2027, at 10:05, The Highland Council <no-reply@highland.example> wrote:"),
    _marked("Yahoo", f"On Tuesday, 2 March 2027 at 10:05:11 GMT, {_COUNCIL} wrote:"),
    _outlook(
        "Outlook in English",
        f"From: {_COUNCIL}\nSent: 02 March 2027 10:05\nTo: Morag MacLeod\nSubject: We have your request",
    ),
    _outlook(
        "Outlook in Welsh",
        f"Oddi wrth: {_COUNCIL}\nAnfonwyd: 02 Mawrth 2027 10:05\nAt: Morag MacLeod\nPwnc: We have your request",
    ),
    _outlook(
        "Outlook in Polish",
        f"Od: {_COUNCIL}\nWysłano: wtorek, 2 marca 2027 10:05\nDo: Morag MacLeod\nTemat: We have your request",
    ),
    _outlook(
        "Outlook in Arabic",
        f"من: {_COUNCIL}\nتاريخ الإرسال: 02/مارس/2027 10:05 ص\nإلى: Morag MacLeod\nالموضوع: We have your request",
    ),
    _outlook(
        "Outlook in German",
        f"Von: {_COUNCIL}\nGesendet: Dienstag, 2. März 2027 10:05\nAn: Morag MacLeod\nBetreff: We have your request",
    ),
    Shape(
        "an old Outlook with its line of dashes",
        mail("Full.\n\n-----Original Message-----\nFrom: the council\n\nDear Morag", **_RE),
        "Full.",
        subject=_SUBJECT,
        quoted="-----Original Message-----\nFrom: the council\n\nDear Morag",
    ),
    Shape(
        "Gmail as HTML only",
        mail(
            '<div dir="ltr">It is full.</div><br><div class="gmail_quote"><div class="gmail_attr">On Tue, 2 Mar 2027 '
            'at 10:05, Council &lt;<a href="mailto:a@b.example">a@b.example</a>&gt; wrote:<br></div>'
            '<blockquote class="gmail_quote">Dear Morag,<br>We have it.</blockquote></div>',
            Content_Type=_HTML,
            **_RE,
        ),
        "It is full.",
        subject=_SUBJECT,
        quoted="On Tue, 2 Mar 2027 at 10:05, Council <a@b.example> wrote:\n\n> Dear Morag,\n> We have it.",
    ),
    Shape(
        "Outlook as HTML only",
        mail(
            "<p class=MsoNormal>It is full.<o:p></o:p></p><p class=MsoNormal><o:p>&nbsp;</o:p></p>"
            "<div style='border:none;border-top:solid #E1E1E1 1.0pt'><p><b>From:</b> Council &lt;a@b.example&gt;<br>"
            "<b>Sent:</b> 02 March 2027 10:05<br><b>To:</b> Morag<br><b>Subject:</b> We have it</p></div>"
            "<p>Dear Morag</p>",
            Content_Type=_HTML,
            **_RE,
        ),
        "It is full.",
        subject=_SUBJECT,
        quoted="From: Council <a@b.example>\nSent: 02 March 2027 10:05\nTo: Morag\nSubject: We have it\n\nDear Morag",
    ),
    Shape(
        "somebody who answers below what they answer",
        mail(f"On Tue, 2 Mar 2027, Council wrote:\n{_OURS}\n\nIt is full.\n", **_RE),
        f"On Tue, 2 Mar 2027, Council wrote:\n{_OURS}\n\nIt is full.",
        subject=_SUBJECT,
    ),
    Shape(
        "somebody who answers between the lines",
        mail("On 2 Mar 2027, Council wrote:\n> Which bin?\nThe brown one.\n> Which street?\nOurs.\n", **_RE),
        "On 2 Mar 2027, Council wrote:\n> Which bin?\nThe brown one.\n> Which street?\nOurs.",
        subject=_SUBJECT,
    ),
    Shape(
        "an answer with nothing new in it",
        mail(f"\n\nOn Tue, 2 Mar 2027 at 10:05, {_COUNCIL} wrote:\n\n{_OURS}\n", **_RE),
        f"On Tue, 2 Mar 2027 at 10:05, {_COUNCIL} wrote:\n\n{_OURS}",
        subject=_SUBJECT,
    ),
    Shape(
        "prose that speaks of what somebody wrote",
        mail("Listen.\nOn 2 March 2027 your officer wrote:\nwe will come.\nNobody came.\n", **_RE),
        "Listen.\nOn 2 March 2027 your officer wrote:\nwe will come.\nNobody came.",
        subject=_SUBJECT,
    ),
    Shape(
        "something sent on, which is meant to be read",
        mail(
            "See this.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@other.example>\nDate: 2 Mar 2027\n"
            "Subject: hole\nTo: me\n\nI fell.\n",
            Subject="Fwd: hole",
            References="<x@other.example>",
        ),
        "See this.\n\n---------- Forwarded message ---------\nFrom: Ann <ann@other.example>\nDate: 2 Mar 2027\n"
        "Subject: hole\nTo: me\n\nI fell.",
        subject="Fwd: hole",
    ),
    Shape(
        "a new letter that holds an older one",
        mail(f"Look what they said:\n\nOn 2 Mar 2027, Ann <ann@other.example> wrote:\n\n{_OURS}\n"),
        f"Look what they said:\n\nOn 2 Mar 2027, Ann <ann@other.example> wrote:\n\n{_OURS}",
    ),
    Shape(
        "a signature under the words",
        mail(f"It is full.\n\n-- \nMorag\n01632 960 001\n\nOn 2 Mar 2027, Council wrote:\n{_OURS}\n", **_RE),
        "It is full.",
        subject=_SUBJECT,
        signed_off="-- \nMorag\n01632 960 001",
        quoted=f"On 2 Mar 2027, Council wrote:\n{_OURS}",
    ),
    Shape(
        "what a telephone puts under everything, in Polish",
        mail(
            "Pełny.\n\nWysłano z iPhone’a\n\n"
            f"> W dniu 2 mar 2027, o godz. 10:05, Council <a@b.example> napisał(a):\n>\n{_OURS}\n",
            **_RE,
        ),
        "Pełny.",
        subject=_SUBJECT,
        signed_off="Wysłano z iPhone’a",
        quoted=f"> W dniu 2 mar 2027, o godz. 10:05, Council <a@b.example> napisał(a):\n>\n{_OURS}",
    ),
    Shape(
        "lines that a programme broke and says that it broke",
        mail(
            "The bin outside \nnumber 4 is \nfull.\n\n> You said \n> that it was.\n-- \nMorag\n",
            Content_Type="text/plain; charset=utf-8; format=flowed",
        ),
        "The bin outside number 4 is full.\n\n> You said that it was.\n-- \nMorag",
    ),
    Shape(
        "an answer as text and as HTML, of which the text is enough",
        pieces(
            "multipart/alternative",
            part(f"Full.\n\nOn 2 Mar 2027, Council wrote:\n{_OURS}"),
            part("<p>Full.", _HTML),
            **_RE,
        ),
        "Full.",
        subject=_SUBJECT,
        quoted=f"On 2 Mar 2027, Council wrote:\n{_OURS}",
    ),
]
