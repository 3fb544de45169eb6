"""E-mail for a trial: what a machine sorts by itself, and what waits for somebody; none of it becomes a case alone."""

from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path

from shared.charter.organisation import Charter

#: Who, about what, the words, and what else stands in the head of the message. The last four wait for somebody.
_MAIL: tuple[tuple[str, str, str, dict[str, str]], ...] = (
    (
        "Duncan Reid <duncan.reid@mail.example>",
        "Automatic reply: your letter",
        "I am away until Monday.",
        {"Auto-Submitted": "auto-replied"},
    ),
    (
        "Moira Grant <moira.grant@home.example>",
        "URGENT!!! my bins AGAIN",
        "Nobody came for the third week and nobody phones back. I want to complain. Moira Grant, 3 Shore Road.",
        {"X-Spam-Flag": "YES"},
    ),
    (
        "Great Offers <win@offers.example>",
        "You have won a new roof",
        "Click here within 24 hours to claim the roof of your dreams.",
        {"X-Spam-Flag": "YES"},
    ),
    ("Anwar Aziz <anwar.aziz@post.example>", "", "", {}),
    (
        "Jean Muir <jean.muir@inbox.example.org>",
        "Re: your reference",
        "Thank you for your answer. The hole is still there, I took a picture this morning.",
        {"X-Spam-Status": "Yes, score=5.1"},
    ),
)


def post(folder: Path, charter: Charter, *, at: datetime) -> None:
    """Put some e-mail into a folder that is a mailbox, as it would have come this morning."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, (sender, subject, words, more) in enumerate(_MAIL, 1):
        message = EmailMessage()
        message["From"], message["To"] = sender, charter.organisation.email
        message["Subject"] = subject
        message["Date"] = at - timedelta(hours=len(_MAIL) - number)
        message["Message-ID"] = f"<sample-{number}@post.example>"
        for name, value in more.items():
            message[name] = value
        message.set_content(words)
        (folder / f"{number}.eml").write_bytes(message.as_bytes())
