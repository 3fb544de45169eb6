"""Mail that comes in, for tests of what becomes of it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from zlib import crc32

import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.arrivals.arrived import Arrived
from shared.arrivals.reading import read
from shared.casework import arrivals
from shared.casework.parcels import Letterbox, Parcel, for_colleagues
from shared.charter.organisation import Charter
from shared.charter.signed_reference import reply_address
from shared.delivery.envelope import Answers, envelope_of
from shared.files.checked import Checked, Why
from shared.files.store import Store
from shared.models.arrivals import Arrival
from shared.models.cases import Case, Contact
from shared.models.notices import Notice
from tests.arrivals.shapes.shape import mail
from tests.builders import TUESDAY

ADDRESS, SECRET = "mail@highland.example", "for the tests only"


@dataclass
class Post:
    """A council's letterbox. `arrives(mail(…))` takes one message in."""

    session: Session
    charter: Charter
    folder: Path
    box: Letterbox = field(init=False)

    def __post_init__(self) -> None:
        self.box = Letterbox(ADDRESS, SECRET, Store(self.folder / "arrivals"), Store(self.folder / "files"))

    def arrives(
        self,
        raw: bytes,
        *,
        at: datetime = TUESDAY,
        received_at: datetime | None = None,
        good: tuple[Checked, ...] = (),
        refused: tuple[tuple[str, Why], ...] = (),
    ) -> Arrival:
        parcel = Parcel(self.read(raw), good, refused)
        arrival = arrivals.take_in(
            self.session, parcel, received_at=received_at or at, at=at, charter=self.charter, box=self.box
        )
        self.session.flush()
        return arrival

    def read(self, raw: bytes) -> Arrived:
        """What a message says."""
        return for_colleagues(read(raw))

    def own_address(self, case: Case) -> str:
        """Where answers about this case go."""
        return reply_address(ADDRESS, case.reference, SECRET)

    def name_of(self, notice: Notice) -> str:
        """The Message-ID under which a notice left."""
        return envelope_of(notice, self.charter, answers=Answers(ADDRESS, SECRET)).message_id

    def notices(self) -> list[Notice]:
        self.session.flush()
        return list(self.session.scalars(sa.select(Notice).order_by(Notice.id)))

    def cases(self) -> list[Case]:
        return list(self.session.scalars(sa.select(Case).order_by(Case.id)))


def heard(case: Case) -> list[Contact]:
    """What was said to us on a case after its beginning."""
    return [contact for contact in case.contacts[1:] if not contact.ours]


def an_answer(words: str = "It is full again.", **fields: str | None) -> bytes:
    """What somebody writes back; other words are another message."""
    name = f"<{crc32(words.encode())}@customer.example>"
    return mail(words, **{"Subject": "Re: We have your request", "Message_ID": name, **fields})
