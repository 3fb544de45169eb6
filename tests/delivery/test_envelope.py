"""What stands on the envelope, and what may not."""

from dataclasses import replace
from email import message_from_bytes
from email.policy import default
from types import SimpleNamespace

import pytest

from shared.charter.organisation import Charter
from shared.charter.reference import new_reference
from shared.charter.signed_reference import SignedFor, answered_reference, read_signed
from shared.delivery.envelope import Answers, Undelivered, envelope_of, sealed
from tests.delivery.letters import LETTER, an_envelope


def test_a_letter_says_who_it_is_from_and_for_and_that_a_machine_sent_it() -> None:
    message = message_from_bytes(sealed(LETTER, an_envelope()).as_bytes(), policy=default)
    assert message["From"] == "The Highland Council <no-reply@highland.example>"
    assert message["To"] == "Morag MacLeod <morag@customer.example>"
    assert message["Reply-To"] == "hello@highland.example"
    assert message["Subject"] == "We have your request: HC-7Q4K-2M9P"
    assert message["Date"] == "Tue, 02 Mar 2027 10:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Content-Language"] == "en"


def test_a_letter_holds_the_same_words_as_text_and_as_html() -> None:
    message = message_from_bytes(sealed(LETTER, an_envelope()).as_bytes(), policy=default)
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"], "mail programmes show the last one that they can"
    text = message.get_body(("plain",))
    html = message.get_body(("html",))
    assert text is not None and text.get_content().replace("\r\n", "\n") == LETTER.text
    assert html is not None and html.get_content().replace("\r\n", "\n") == LETTER.html


def test_a_letter_sent_twice_has_one_name_and_another_letter_has_another() -> None:
    once, again = sealed(LETTER, an_envelope()), sealed(LETTER, an_envelope())
    other = sealed(LETTER, an_envelope(once_key="HC-7Q4K-2M9P/2/received"))
    assert once["Message-ID"] == again["Message-ID"] == "<HC-7Q4K-2M9P-1-received@highland.example>"
    assert other["Message-ID"] != once["Message-ID"]


BREAKING_OUT = [
    ({"to_name": "Morag\r\nBcc: everybody@customer.example"}, "a name with a line break would add a header"),
    ({"to_name": "Morag\nBcc: everybody@customer.example"}, "so would a bare line feed"),
    ({"to_address": "morag@customer.example\r\nBcc: x@y.example"}, "so would an address"),
    ({"to_address": "morag@customer.example, x@y.example"}, "two addresses are not one person"),
    ({"to_address": "morag"}, "without a domain it goes nowhere"),
    ({"to_address": ""}, "there is nobody to send it to"),
    ({"to_address": "<morag@customer.example"}, "half a bracket is no address"),
    ({"to_address": "mòrag@customer.example"}, "few mail servers take it: somebody must reach her another way"),
    ({"language": "en\r\nX-Spam: no"}, "no part of the envelope may hold a line break"),
]


@pytest.mark.parametrize(("varied", "reason"), BREAKING_OUT)
def test_nobody_breaks_out_of_a_header(varied: dict[str, str], reason: str) -> None:
    with pytest.raises(Undelivered) as refused:
        sealed(LETTER, an_envelope(**varied))
    assert refused.value.for_good, reason


def test_a_name_with_a_comma_and_quotation_marks_is_still_one_name() -> None:
    message = message_from_bytes(sealed(LETTER, an_envelope(to_name='MacLeod, Morag "Mo"')).as_bytes(), policy=default)
    assert [(one.display_name, one.addr_spec) for one in message["To"].addresses] == [
        ('MacLeod, Morag "Mo"', "morag@customer.example")
    ]


def test_a_name_in_gaelic_arrives_as_it_was_written() -> None:
    message = sealed(LETTER, an_envelope(to_name="Mòrag NicLeòid"))
    (one,) = message_from_bytes(message.as_bytes(), policy=default)["To"].addresses
    assert (one.display_name, one.addr_spec) == ("Mòrag NicLeòid", "morag@customer.example")


def test_words_without_html_travel_as_text_alone() -> None:
    message = message_from_bytes(sealed(replace(LETTER, html=""), an_envelope()).as_bytes(), policy=default)
    assert message.get_content_type() == "text/plain" and not message.is_multipart()
    assert message.get_content().replace("\r\n", "\n") == LETTER.text


def test_a_pdf_travels_beside_the_words_under_the_name_of_the_case() -> None:
    message = message_from_bytes(sealed(replace(LETTER, pdf=b"%PDF-1.7"), an_envelope()).as_bytes(), policy=default)
    (pdf,) = message.iter_attachments()
    assert (pdf.get_content_type(), pdf.get_filename()) == ("application/pdf", "HC-7Q4K-2M9P.pdf")
    assert pdf.get_content() == b"%PDF-1.7"
    html = message.get_body(("html",))
    assert html is not None and "Dear Morag" in html.get_content()


SECRET, REFERENCE = "of our own", new_reference("HC", lambda signs: signs[7])
OWED = [
    (f"{REFERENCE}/1/received", True, "to the customer"),
    (f"{REFERENCE}/12/kind_changed/representative", True, "to somebody who speaks for them"),
    (f"{REFERENCE}/3/praise/team", False, "a colleague's answer is no word of the customer's"),
    ("draft/0123456789abcdef01234567/1", False, "there is no case yet"),
]


@pytest.mark.clause("CH-4")
@pytest.mark.parametrize(("once_key", "of_its_own", "reason"), OWED)
def test_an_answer_goes_to_an_address_of_the_cases_own(
    charter: Charter, once_key: str, of_its_own: bool, reason: str
) -> None:
    owed = an_envelope(once_key=once_key)
    notice = SimpleNamespace(**vars(owed), owed_at=owed.at)
    envelope = envelope_of(notice, charter, answers=Answers("mail@highland.example", SECRET))
    message = message_from_bytes(sealed(LETTER, envelope).as_bytes(), policy=default)
    reference = answered_reference(message["Reply-To"].addresses[0].addr_spec, SECRET)
    assert (reference == REFERENCE) is of_its_own, reason
    assert of_its_own or message["Reply-To"] == "hello@highland.example"


@pytest.mark.parametrize(("once_key", "of_its_own", "reason"), OWED)
def test_the_name_of_a_letter_is_one_that_nobody_can_make_up_and_arrives_whole(
    charter: Charter, once_key: str, of_its_own: bool, reason: str
) -> None:
    owed = an_envelope(once_key=once_key)
    notice = SimpleNamespace(**vars(owed), owed_at=owed.at)
    envelope = envelope_of(notice, charter, answers=Answers("", SECRET))
    sent = sealed(LETTER, envelope).as_bytes()
    name = message_from_bytes(sent, policy=default)["Message-ID"].strip(" <>").partition("@")[0]
    assert envelope.message_id.encode() in sent, "no line break and no encoding in it"
    assert read_signed(name, SECRET, SignedFor.LETTER) == envelope.once_name, reason
    assert envelope.reply_to == "hello@highland.example", "where there is no mailbox, answers go as before"
