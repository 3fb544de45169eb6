"""Before words leave: what will happen to them is said, what does not fit is refused with a choice that fits."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa

from shared.casework.customers import Person
from shared.charter.triage import choose_route
from shared.charter.vocabulary import Format, Kind, Reach
from shared.models.cases import Case
from shared.models.happened import Happened
from shared.models.notices import Held, Notice
from tests.backoffice.desk import Office
from tests.builders import MORAG

ARABIC = replace(MORAG, language="ar")
BRAILLE = replace(MORAG, format=Format.BRAILLE)

# a step that sends words, its answers, the notice
SENDS = [
    ("reply", {"words": "It is mended, and this is why it took so long."}, "replied"),
    ("explain", {"reason": "The part comes late.", "day": ["22", "3", "2027"]}, "explained"),
    ("ask", {"words": "Which gate is it?"}, "asked"),
    ("write", {"words": "We come on Monday."}, "wrote"),
    ("close", {"reason": "Ask the railway.", "outcome": "not-ours"}, "closed"),
    ("route", {"reason": "They look after it.", "to": "team:customer-relations"}, "routed"),
]


def last(office: Office, case: Case) -> Notice:
    with office.records() as session:
        found = session.scalars(sa.select(Notice).where(Notice.case_id == case.id).order_by(Notice.id.desc())).first()
        assert found is not None
        session.expunge_all()
        return found


def test_for_somebody_who_reads_english_by_email_nothing_is_asked_and_nothing_is_different(office: Office) -> None:
    for person in (MORAG, replace(MORAG, language="en"), replace(MORAG, format=Format.LARGE_PRINT)):
        case = office.case(held_by=office.cast.worker, person=person)
        desk = office.desk(office.cast.worker)
        for step in ("acknowledge", "reply", "explain", "ask", "write", "close", "route"):
            page = desk.opens(step, case).text
            for name in ("words_in", "translate", "fitting"):
                assert f'"{name}"' not in page, (step, name)
            assert "Send this message in another way" in page, "folded until somebody needs it"
            assert not re.search(r"<details class=.govuk-details.[^>]* open", page), step
        assert desk.takes("write", case, words="We come on Monday.").status_code == 303
        assert (last(office, case).words_in, last(office, case).held_for) == ("en", None)


@pytest.mark.clause("FP-11b", "CH-9")
def test_before_anything_is_written_it_is_said_what_will_happen(office: Office) -> None:
    both = office.case(held_by=office.cast.worker, person=replace(ARABIC, format=Format.EASY_READ))
    for step in ("reply", "explain", "ask", "write", "close", "route"):
        page = office.desk(office.cast.worker).opens(step, both).text
        assert "Morag MacLeod reads Arabic." in page and "somebody does that by Friday 5 March 2027" in page, step
        assert "needs another format: Easy Read, with pictures." in page and "Tuesday 9 March 2027" in page, step
        assert page.index("reads Arabic") < page.index("<textarea"), "before the words, not after"


@pytest.mark.clause("FP-11b")
@pytest.mark.parametrize(("step", "answers", "template"), SENDS)
def test_words_that_do_not_fit_are_refused_kept_and_sent_once_a_fitting_choice_is_made(
    office: Office, step: str, answers: dict[str, object], template: str
) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    if step == "explain":
        office.desk(office.cast.worker).takes("acknowledge", case, words="لدينا طلبك.", words_in="ar")
    desk = office.desk(office.cast.worker)
    version = office.now(case.reference).version
    for part in (False, True):
        refused = desk.takes(step, case, part=part, **answers)
        assert refused.status_code == 409, (step, refused.text)
        assert "Morag MacLeod reads Arabic. Your words are in English." in refused.text
        assert re.search(r'<button[^>]*name="translate"', refused.text), "the choice that fits is a button"
        assert str(answers.get("words") or answers["reason"]) in refused.text
    assert office.now(case.reference).version == version, "nothing happened"
    assert desk.takes(step, case, translate="y", **answers).status_code == 303
    notice = last(office, case)
    assert (notice.template, notice.held_for, notice.words_in, notice.language) == (
        template,
        Held.TRANSLATION,
        "en",
        "ar",
    )


@pytest.mark.clause("FP-11b")
def test_reopening_is_guarded_like_every_other_step_that_sends_words(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    desk = office.desk(office.cast.worker)
    desk.takes("close", case, reason="Ask the railway.", outcome="not-ours", translate="y")
    assert desk.takes("reopen", case, reason="It is our gate.").status_code == 409
    assert desk.takes("reopen", case, reason="هي بوابتنا.", words_in="ar").status_code == 303
    assert last(office, case).held_for is None


def test_words_that_wait_for_a_translation_are_not_said_to_have_left(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    desk = office.desk(office.cast.worker)
    desk.takes("acknowledge", case, words="We have it.", words_in="en", translate="y")
    assert "Your words are translated first: Arabic." in desk.sees(case).text
    desk.takes("write", case, words="نأتي يوم الاثنين.", words_in="ar", translate="y")
    assert "translated first" not in desk.sees(case).text


def test_words_in_their_own_language_leave_at_once(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    assert office.desk(office.cast.worker).takes("write", case, words="نأتي.", words_in="ar").status_code == 303
    assert (last(office, case).held_for, office.now(case.reference).contacts[-1].language) == (None, "ar")


def test_the_ready_acknowledgement_is_in_their_language_and_fits_as_it_stands(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=replace(MORAG, language="gd"))
    desk = office.desk(office.cast.worker)
    page = desk.opens("acknowledge", case).text
    assert '<option value="gd" selected>' in page
    found = re.search(r'<textarea[^>]*name="words"[^>]*>([^<]*)<', page)
    assert found
    words = found[1]
    assert desk.takes("acknowledge", case, words=words, words_in="gd").status_code == 303
    assert last(office, case).held_for is None


@pytest.mark.clause("FP-11b")
def test_sent_anyway_it_goes_at_once_and_the_reason_is_in_the_history(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=replace(ARABIC, format=Format.BRAILLE))
    desk = office.desk(office.cast.worker)
    answer = desk.takes("write", case, words="The road is shut.", anyway="It is shut from today on.")
    assert answer.status_code == 303
    notice = last(office, case)
    assert (notice.anyway, notice.held_for, notice.format) == ("It is shut from today on.", None, Format.STANDARD)
    page = desk.sees(case).text
    assert "The message went although it does not fit this person (the format, the language)." in page
    assert "It is shut from today on." in page
    lines = [line for line in office.now(case.reference).happenings if line.what is Happened.SENT_ANYWAY]
    assert len(lines) == 1 and not lines[0].public


def test_a_reason_of_more_than_500_letters_is_too_long_and_kept(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    page = office.desk(office.cast.worker).takes("write", case, words="The road is shut.", anyway="x" * 501)
    assert page.status_code == 422 and page.text.count("Use at most 500 characters.") >= 2
    assert "x" * 501 in page.text and "<details" in page.text and " open>" in page.text


@pytest.mark.parametrize("language", ["tlh", "", "en'; DROP TABLE cases", "ar+en"])
def test_a_language_that_was_never_offered_is_named_and_nothing_leaves(office: Office, language: str) -> None:
    case = office.case(held_by=office.cast.worker, person=ARABIC)
    page = office.desk(office.cast.worker).takes("write", case, words="The road is shut.", words_in=language)
    assert page.status_code == 422 and "Choose the language of your words." in page.text


def test_a_preview_says_what_is_done_first_and_keeps_nothing(office: Office) -> None:
    desk = office.desk(office.cast.worker)
    arabic = office.case(held_by=office.cast.worker, person=ARABIC)
    page = desk.takes("write", arabic, words="We come on Monday.", preview="yes", translate="y").text
    assert "Your words are translated first: Arabic." in page and "Nothing is sent yet." in page
    assert desk.takes("write", arabic, words="We come on Monday.", preview="yes").status_code == 409
    braille = office.case(held_by=office.cast.worker, person=replace(BRAILLE, name="Flora", email="f@customer.example"))
    page = desk.takes("write", braille, words="We come on Monday.", preview="yes").text
    assert "Somebody makes it in another format first: Braille." in page


def test_nobody_is_asked_how_to_reach_somebody_who_hears_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, person=Person(name="Nan", reach=Reach.NONE, language="ar"))
    desk = office.desk(office.cast.worker)
    assert '"fitting"' not in desk.opens("write", case).text
    assert desk.takes("write", case, words="We come on Monday.").status_code == 303


def test_the_charters_own_reason_is_said_in_their_language_and_needs_no_translator(office: Office) -> None:
    service = next(iter(office.charter.services))
    case = office.case(Kind.REPRESENTATION, service=service, person=replace(MORAG, language="gd"))
    triage = office.desk(office.cast.triage)
    likely = choose_route(office.charter, case.kind, case.service)
    assert likely is not None
    answer = triage.takes("route", case, to=likely.service or f"team:{likely.team}", reason=likely.reason)
    assert answer.status_code == 303, "what the charter says has been translated once and for all"
    assert (last(office, case).held_for, last(office, case).words_in) == (None, "")
