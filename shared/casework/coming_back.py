"""Coming back to what somebody began to tell us: by a link that we send, or by a code on paper (clause CH-5)."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import clocks
from shared.casework.drafts import KEPT_FOR
from shared.charter.organisation import Charter
from shared.charter.reaching import AND
from shared.charter.reference import code_from, in_groups, read_code
from shared.charter.vocabulary import Format, Reach
from shared.models.drafts import Draft
from shared.models.notices import Notice

#: For one draft; whoever needs more has a wrong address, and a code on paper is left to them.
MOST_LINKS = 5


def code_of(key: str, secret: str) -> str:
    """The code of a draft, always the same for one `key`: sixteen signs, of which we keep only a hash.

    `secret` is the installation's own, so that a copy of the database opens nothing.
    """
    drawn = int.from_bytes(hmac.new(secret.encode(), f"come back {key}".encode(), hashlib.sha256).digest(), "big")
    return code_from(drawn)


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def promise(session: Session, key: str, secret: str) -> Draft | None:
    """From now on its code opens this draft; None where there is none to come back to, or it was sent already."""
    draft = session.get(Draft, key, with_for_update=True)
    if draft is None or draft.answers.get("sent"):
        return None
    draft.code_hash = _hash(code_of(key, secret))
    return draft


def kept(session: Session, key: str) -> Draft | None:
    """The draft of that key, to be looked at."""
    return session.get(Draft, key)


def opened(session: Session, typed: str, *, at: datetime) -> Draft | None:
    """The draft that this code opens, also one that was sent; None for a wrong code, and after 28 days."""
    code = read_code(typed)
    if code is None:
        return None
    found = sa.select(Draft).where(Draft.code_hash == _hash(code), Draft.updated_at >= at - KEPT_FOR)
    return session.scalars(found).first()


def deleted_on(draft: Draft, charter: Charter) -> date:
    """The day on which it is deleted, unless somebody goes on with it before."""
    return clocks.today_of(charter, draft.updated_at + KEPT_FOR)


def links_of(session: Session, key: str) -> Sequence[Notice]:
    """Every link that was sent to come back to this draft, the newest first."""
    rows = sa.select(Notice).where(Notice.draft_key == key).order_by(Notice.id.desc())
    return session.scalars(rows).all()


def send_link(
    session: Session,
    draft: Draft,
    *,
    secret: str,
    to_address: str,
    at: datetime,
    charter: Charter,
    template: str = "come_back",
    reach: Reach = Reach.EMAIL,
    to_name: str = "",
    form: Format = Format.STANDARD,
) -> Notice | None:
    """Owe the link, and the code with it, to that address; it says the day, and nothing of what was written.

    None where enough were sent. Asked for twice before the first has left, it is owed once.
    """
    before = links_of(session, draft.key)
    if before and before[0].to_address == to_address and not (before[0].sent_at or before[0].parked_at):
        return before[0]
    if len(before) >= MOST_LINKS:
        return None
    code, goes = code_of(draft.key, secret), deleted_on(draft, charter)
    notice = Notice(
        draft_key=draft.key,
        template=template,
        reach=reach,
        to_name=to_name,
        to_address=to_address,
        language=draft.language or AND.join(charter.organisation.write_in),
        format=form,
        facts={"link": f"/come-back/{code}", "code": in_groups(code), "deleted_on": goes.isoformat()},
        once_key=f"draft/{_hash(code)[:24]}/{len(before) + 1}",
        owed_at=at,
        send_after=at,
    )
    session.add(notice)
    return notice
