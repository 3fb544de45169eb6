"""Mail that arrived: who sees it, what it says, and where somebody puts what no machine could decide."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
import sqlalchemy as sa

from shared.arrivals.reading import read
from shared.casework import arrivals, sorting
from shared.casework.parcels import Parcel, for_colleagues, letterbox_of
from shared.charter.signed_reference import reply_address
from shared.charter.vocabulary import Kind
from shared.config import Settings
from shared.files.checked import Why
from shared.models.arrivals import Arrival, Became
from shared.models.cases import Case
from shared.models.happened import Happened
from tests.arrivals.shapes.oddities import SHAPES
from tests.arrivals.shapes.shape import mail
from tests.backoffice.desk import Office
from tests.builders import MORAG, TUESDAY

Arrives = Callable[..., int]
UNWANTED = mail("Is this spam?\n\nNo: my bin is full.", X_Spam_Flag="YES")
SEALED = next(shape.raw for shape in SHAPES if shape.name == "a sealed letter")


@pytest.fixture
def arrives(office: Office, settings: Settings) -> Arrives:
    """Takes a message in; the number under which it is kept."""

    def take(raw: bytes, minutes: int = 0) -> int:
        with office.records() as session:
            arrival = arrivals.take_in(
                session,
                Parcel(for_colleagues(read(raw))),
                received_at=TUESDAY + timedelta(minutes=minutes),
                at=TUESDAY + timedelta(minutes=minutes),
                charter=office.charter,
                box=letterbox_of(settings),
            )
            session.flush()
            return arrival.id

    return take


def kept(office: Office, number: int) -> Arrival:
    with office.records() as session:
        arrival = session.get_one(Arrival, number)
        _ = arrival.case
        session.expunge_all()
        return arrival


def test_before_any_mail_has_arrived_the_page_says_what_will_be_here(office: Office) -> None:
    client = office.desk(office.cast.triage).client
    assert "Nothing waits." in client.get("/office/mail").text
    assert "No mail has arrived yet." in client.get("/office/mail?show=all").text


def test_what_waits_comes_first_and_all_mail_is_a_step_away(office: Office, arrives: Arrives) -> None:
    arrives(mail("Full.", Subject="An answered thing"))
    arrives(mail("Buy!", Subject="Cheap bins", X_Spam_Flag="YES"))
    client = office.desk(office.cast.triage).client
    waiting, every = client.get("/office/mail").text, client.get("/office/mail?show=all").text
    assert "Cheap bins" in waiting and "An answered thing" not in waiting
    assert "Marked as unwanted" in waiting
    with office.records() as session:
        told = (office.cast.triage, office.cast.stranger)
        assert [sorting.waiting(session, one, office.charter) for one in told] == [1, 0], "counted for whoever sees it"
    assert "Cheap bins" in every and "An answered thing" in every and "A new case" in every


def test_older_mail_is_a_page_further(office: Office, arrives: Arrives, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shared.casework.sorting.PAGE", 2)
    for number in range(3):
        arrives(mail("x", Subject=f"Number {number}", X_Spam_Flag="YES"))
    client = office.desk(office.cast.triage).client
    first = client.get("/office/mail").text
    assert "Number 2" in first and "Number 0" not in first and "Older mail" in first
    older = client.get("/office/mail?before=2").text
    assert "Number 0" in older and "Newest mail" in older
    assert client.get("/office/mail?before=nonsense").status_code == 200


@pytest.mark.parametrize("shape", SHAPES, ids=lambda shape: shape.name)
def test_every_oddity_can_be_looked_at(office: Office, arrives: Arrives, shape: object) -> None:
    number = arrives(shape.raw)
    page = office.desk(office.cast.triage).client.get(f"/office/mail/{number}")
    assert page.status_code == 200


def test_markup_in_a_message_is_shown_and_never_obeyed(office: Office, arrives: Arrives) -> None:
    number = arrives(
        mail("<script>alert(1)</script>", Subject="<b>Bold</b>", From='"<i>" <x@y.example>', X_Spam_Flag="YES")
    )
    client = office.desk(office.cast.triage).client
    for page in (client.get("/office/mail").text, client.get(f"/office/mail/{number}").text):
        assert "&lt;b&gt;Bold" in page and "<script>alert" not in page and "<i>" not in page


@pytest.mark.clause("SC-7")
def test_a_secret_link_in_a_message_is_not_handed_to_colleagues(office: Office, arrives: Arrives) -> None:
    case = office.case()
    link = f"http://localhost/track/{case.reference}/{case.tracking_key}"
    body = f"See {link[:-4]}=\n{link[-4:]}"
    number = arrives(mail(body, Content_Transfer_Encoding="quoted-printable", X_Spam_Flag="YES"))
    page = office.desk(office.cast.triage).client.get(f"/office/mail/{number}").text
    assert case.reference in page
    assert case.tracking_key not in page and case.tracking_key[:-4] not in page


@pytest.mark.clause("RP-26")
def test_mail_of_no_case_is_for_those_who_see_every_case(office: Office, arrives: Arrives) -> None:
    number = arrives(UNWANTED)
    for staff in (office.cast.worker, office.cast.stranger):
        client = office.desk(staff).client
        assert "My bin" not in client.get("/office/mail").text
        assert client.get(f"/office/mail/{number}").status_code == 404
        assert client.post(f"/office/mail/{number}/aside", data={"aside-reason": "x"}).status_code == 403
    assert office.desk(office.cast.analyst).client.get("/office/mail").status_code == 403


@pytest.mark.clause("RP-26")
def test_mail_of_a_case_is_for_those_who_may_see_the_case(office: Office, arrives: Arrives, settings: Settings) -> None:
    case = office.case(held_by=office.cast.worker)
    own = reply_address("mail@highland.example", case.reference, settings.secret_key)
    number = arrives(mail("Again.", To=own, Subject="Re: My own"))
    assert kept(office, number).became is Became.JOINED
    assert "Re: My own" in office.desk(office.cast.worker).client.get("/office/mail?show=all").text
    stranger = office.desk(office.cast.stranger).client
    assert "Re: My own" not in stranger.get("/office/mail?show=all").text
    assert stranger.get(f"/office/mail/{number}").status_code == 404


def test_somebody_joins_a_message_to_its_case_and_says_why(office: Office, arrives: Arrives) -> None:
    case, number = office.case(), arrives(UNWANTED)
    client = office.desk(office.cast.triage).client
    answer = client.post(
        f"/office/mail/{number}/join",
        data={"join-reference": case.reference.lower(), "join-reason": "She rang about it."},
    )
    assert answer.headers["Location"].endswith(case.reference)
    after = office.now(case.reference)
    assert "No: my bin is full." in after.contacts[-1].words
    line = after.happenings[-1]
    assert (line.what, line.public, line.by_name, line.facts["reason"]) == (
        Happened.MAIL_SORTED,
        False,
        office.cast.triage.name,
        "She rang about it.",
    )
    assert "An e-mail that had waited was joined to this case." in client.get(f"/office/cases/{case.reference}").text
    arrival = kept(office, number)
    assert (arrival.became, arrival.settled_by_id) == (Became.JOINED, office.cast.triage.id)


def test_somebody_opens_a_case_of_what_was_marked_as_unwanted(office: Office, arrives: Arrives) -> None:
    number = arrives(UNWANTED)
    client = office.desk(office.cast.triage).client
    client.post(f"/office/mail/{number}/open", data={"open-reason": "It is a person."})
    arrival = kept(office, number)
    assert arrival.became is Became.CASE and arrival.case is not None
    page = client.get(f"/office/cases/{arrival.case.reference}").text
    assert "This case was opened from an e-mail that had waited." in page and "It is a person." in page


def test_there_may_be_nothing_to_do(office: Office, arrives: Arrives) -> None:
    number = arrives(UNWANTED)
    client = office.desk(office.cast.triage).client
    client.post(f"/office/mail/{number}/aside", data={"aside-reason": "An advertisement."})
    assert kept(office, number).became is Became.NOTHING
    assert "Nothing waits." in client.get("/office/mail").text
    page = client.get(f"/office/mail/{number}").text
    assert "An advertisement." in page and "Where does it belong?" not in page


WRONG = [
    ("join", {"join-reason": "x"}, "Enter the reference of the case"),
    ("join", {"join-reference": "HC-2222-2222", "join-reason": "x"}, "Check the reference"),
    ("join", {"join-reference": "' OR 1=1", "join-reason": "x"}, "Check the reference"),
    ("join", {"join-reference": "{reference}"}, "Say why it belongs to that case."),
    ("open", {"open-reason": " "}, "Say why it is a new case."),
    ("open", {"open-reason": "x" * 501}, "Use at most 500 characters."),
    ("aside", {}, "Say why there is nothing to do."),
]


@pytest.mark.parametrize(("way", "answers", "said"), WRONG)
def test_what_is_missing_is_asked_for_and_what_was_typed_stays(
    office: Office, arrives: Arrives, way: str, answers: dict[str, str], said: str
) -> None:
    case, number = office.case(), arrives(UNWANTED)
    typed = {name: value.format(reference=case.reference) for name, value in answers.items()}
    answer = office.desk(office.cast.triage).client.post(f"/office/mail/{number}/{way}", data=typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert kept(office, number).waits


def test_whoever_is_second_is_told_so(office: Office, arrives: Arrives) -> None:
    number = arrives(UNWANTED)
    client = office.desk(office.cast.triage).client
    for _ in range(2):
        client.post(f"/office/mail/{number}/open", data={"open-reason": "It is a person."})
    with office.records() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Case)) == 1
    assert "A colleague was quicker." in client.get(f"/office/mail/{number}").text


def test_a_sealed_letter_can_only_be_put_aside_or_named_by_its_subject(office: Office, arrives: Arrives) -> None:
    number = arrives(SEALED)
    page = office.desk(office.cast.triage).client.get(f"/office/mail/{number}").text
    assert "It is encrypted, and we have no key." in page


def test_a_message_that_lies_elsewhere_says_so(office: Office, arrives: Arrives, settings: Settings) -> None:
    number = arrives(UNWANTED)
    box = letterbox_of(settings)
    box.raw.delete(kept(office, number).raw_name)
    page = office.desk(office.cast.triage).client.get(f"/office/mail/{number}").text
    assert "The message as it came is no longer here." in page and "Where does it belong?" not in page


def test_a_case_that_a_subject_names_is_a_link_for_staff(office: Office, arrives: Arrives) -> None:
    named = office.case()
    number = arrives(mail("What now?", Subject=f"About {named.reference}"))
    arrival = kept(office, number)
    assert arrival.case is not None
    page = office.desk(office.cast.triage).client.get(f"/office/cases/{arrival.case.reference}").text
    assert "It may belong to" in page and f"/office/cases/{named.reference}" in page


def test_a_file_that_could_not_be_kept_is_named_to_staff_and_on_the_customers_own_page(
    office: Office, settings: Settings
) -> None:
    with office.records() as session:
        parcel = Parcel(for_colleagues(read(mail("See."))), refused=(("winmail.dat", Why.WRONG_TYPE),))
        facts = {"received_at": TUESDAY, "at": TUESDAY, "charter": office.charter, "box": letterbox_of(settings)}
        case = arrivals.take_in(session, parcel, **facts).case
        assert case is not None
        own, theirs = f"/track/{case.reference}/{case.tracking_key}", f"/office/cases/{case.reference}"
    client = office.desk(office.cast.triage).client
    for page in (client.get(own).text, client.get(theirs).text):
        assert "We cannot take “winmail.dat”." in page


@pytest.mark.clause("SC-1", "SC-7")
def test_an_answer_that_opened_a_case_by_mistake_is_put_where_it_belongs_from_its_own_page(
    office: Office, arrives: Arrives
) -> None:
    lead = office.case(Kind.COMPLAINT)
    raw = mail("It is number 4.", From="Ann <ann@work.example>", Subject=f"About {lead.reference}")
    number = arrives(raw)
    case = kept(office, number).case
    assert case is not None
    triage = office.desk(office.cast.triage)
    (way,) = re.findall(r'href="(/office/cases/[^"]+/join)#step"', triage.client.get(f"/office/mail/{number}").text)
    form = triage.client.get(way).text
    assert f'value="{lead.reference}"' in form and "They see nothing of that case." in form
    triage.takes("join", case, to="another", reference=lead.reference, reason="It answers us.")
    assert "ann@work.example told us more by e-mail, for the customer." in triage.sees(lead).text
    assert kept(office, number).became is Became.JOINED
    assert "/join#step" not in triage.client.get(f"/office/mail/{number}").text
    page = triage.client.get(f"/track/{case.reference}/{case.tracking_key}").text
    assert lead.reference in page and lead.tracking_key not in page
    assert MORAG.name not in page and lead.subject not in page
    theirs = triage.client.get(f"/track/{lead.reference}/{lead.tracking_key}").text
    assert theirs.count("ann@work.example") == 2, "beside the message, and in the history"
    assert case.tracking_key not in theirs and case.reference not in theirs
    own = triage.client.post(
        f"/track/{case.reference}/{case.tracking_key}/add", data={"words": "More.", "once": "1"}, follow_redirects=True
    )
    assert "We have what you added." in own.text and "new date" not in own.text
    assert office.now(lead.reference).contacts[-1].by_name == "Ann"
