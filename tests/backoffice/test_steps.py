"""Taking a step: done once, refused with everything kept, found stale with both texts, previewed before it is sent."""

import html
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy as sa

from shared.charter.triage import choose_route
from shared.charter.vocabulary import Kind
from shared.models.happened import Happened
from shared.models.notices import Notice
from tests.backoffice.desk import Office


def _happened(office: Office, reference: str, what: Happened) -> int:
    return sum(line.what is what for line in office.now(reference).happenings)


def _notices(office: Office, reference: str) -> list[str]:
    with office.records() as session:
        rows = sa.select(Notice.template).join(Notice.case).where(Notice.case.has(reference=reference))
        return list(session.scalars(rows.order_by(Notice.id)))


def test_pressed_twice_a_step_is_taken_once(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    first = desk.takes("write", case, words="We are on our way.", once="one-press")
    second = desk.takes("write", case, words="We are on our way.", once="one-press", seen=case.version)
    assert (first.status_code, second.status_code) == (303, 303)
    assert first.location == second.location
    assert _happened(office, case.reference, Happened.WROTE) == 1
    assert _notices(office, case.reference).count("wrote") == 1


def test_a_step_pressed_twice_in_one_instant_is_taken_once(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)

    def press(_: int) -> int:
        desk = office.desk(office.cast.worker)
        return desk.takes("write", case, words="Once.", once="in-one-instant", seen=case.version).status_code

    with ThreadPoolExecutor(4) as hands:
        assert list(hands.map(press, range(4))) == [303] * 4
    assert _happened(office, case.reference, Happened.WROTE) == 1


def test_routing_pressed_twice_leads_to_the_worklist_once_the_case_is_out_of_sight(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    answers = {"to": f"team:{office.cast.stranger.team}", "reason": "It is their road.", "once": "routed-once"}
    first = desk.takes("route", case, **answers)
    second = desk.takes("route", case, seen=case.version, **answers)
    assert first.location == second.location == "/office/#main"
    assert _happened(office, case.reference, Happened.ROUTED) == 2  # once by triage, once by the worker


def test_when_two_answer_at_once_the_second_sees_both_texts_and_loses_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    seen = case.version
    office.desk(office.cast.colleague).takes("write", case, words="We come on Monday.")
    late = office.desk(office.cast.worker).takes("write", case, words="We come on Friday.", seen=seen)
    assert late.status_code == 409
    assert "We come on Monday." in late.text
    assert "We come on Friday." in late.text
    assert "Colin Colleague" in late.text
    assert _happened(office, case.reference, Happened.WROTE) == 1


def test_having_seen_both_texts_a_person_can_still_send_theirs(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    seen = case.version
    office.desk(office.cast.colleague).takes("write", case, words="We come on Monday.")
    desk = office.desk(office.cast.worker)
    late = desk.takes("write", case, words="We come on Friday.", seen=seen, part=True)
    assert f'value="{office.now(case.reference).version}"' in late.text
    assert "Send mine anyway" in late.text
    assert desk.takes("write", case, words="We come on Friday.").status_code == 303
    assert _happened(office, case.reference, Happened.WROTE) == 2


def test_a_form_that_does_not_say_what_was_seen_is_taken_for_stale(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    for seen in ("", "x", "-1", "99999999999999999999"):
        assert office.desk(office.cast.worker).takes("note", case, words="A note", seen=seen or "0").status_code == 409
    assert _happened(office, case.reference, Happened.NOTED) == 0


def test_when_a_colleague_has_replied_meanwhile_the_second_reply_is_not_lost(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    seen = case.version
    office.desk(office.cast.colleague).takes("reply", case, words="It is mended.")
    desk = office.desk(office.cast.worker)
    assert "It is mended." in desk.takes("reply", case, words="We will mend it.", seen=seen).text
    again = desk.takes("reply", case, words="We will mend it.")
    assert again.status_code == 409
    assert "This case is closed. Open it again first." in again.text
    assert "We will mend it." in again.text


#: (step, what was answered, the field that is named, what is said)
WILL_NOT_DO: list[tuple[str, dict[str, object], str, str]] = [
    ("acknowledge", {"words": " "}, "words", "Write what the customer will read."),
    ("reply", {"words": ""}, "words", "Write your reply."),
    ("reply", {"words": "a" * 20_001}, "words", "Use at most 20,000 characters."),
    ("ask", {}, "words", "Write what you want to ask."),
    ("write", {"words": "\x00\u200b"}, "words", "Write what the customer will read."),
    ("note", {"words": "\n\n"}, "words", "Write the note."),
    ("route", {"to": "", "reason": "Theirs."}, "to", "Choose a service or a team."),
    ("route", {"to": "team:nobody", "reason": "Theirs."}, "to", "Choose a service or a team."),
    ("route", {"to": "roads", "reason": ""}, "reason", "Say why it goes there."),
    ("give", {"to": "0"}, "to", "Choose a colleague."),
    ("give", {"to": "nonsense"}, "to", "Choose a colleague."),
    ("change-kind", {"kind": "", "reason": "It is."}, "kind-0", "Choose what it is."),
    ("change-kind", {"kind": "request", "reason": "It is."}, "kind-0", "Choose what it is."),
    ("change-kind", {"kind": "complaint", "reason": ""}, "reason", "Say why it is of another kind."),
    ("hear", {"channel": "pigeon", "words": "Coo"}, "channel-0", "Choose how they told us."),
    ("close", {"outcome": "answered", "reason": "Done."}, "outcome-0", "Choose how it ends."),
    ("close", {"outcome": "not-ours", "reason": ""}, "reason", "Say why we close it."),
    ("explain", {"day": ["", "", ""], "reason": "Parts."}, "day-day", "Enter the day on which you will answer."),
    ("explain", {"day": ["31", "", "2027"], "reason": "Parts."}, "day-day", "Enter a month as well."),
    ("explain", {"day": ["31", "11", "2027"], "reason": "Parts."}, "day-day", "There is no such day."),
    ("explain", {"day": ["29", "2", "2027"], "reason": "Parts."}, "day-day", "There is no such day."),
    ("explain", {"day": ["1", "3", "2027"], "reason": "Parts."}, "day-day", "Choose a day after"),
    ("explain", {"day": ["20", "3", "2027"], "reason": "Parts."}, "day-day", "is not a working day"),
    ("explain", {"day": ["3", "3", "2099"], "reason": "Parts."}, "day-day", "or an earlier day"),
    ("explain", {"day": ["22", "3", "2027"], "reason": ""}, "reason", "Say why the answer takes longer."),
]


def test_an_answer_that_will_not_do_is_named_above_and_beside_and_kept(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.leader)
    for step, answers, field, sentence in WILL_NOT_DO:
        page = desk.takes(step, case, seen=case.version, **answers)
        assert page.status_code == 422, (step, answers)
        assert f'href="#{field}"' in page.text, (step, answers)
        assert page.text.count(sentence) >= 2, (step, answers)
        kept = [typed for name, typed in answers.items() if name in ("words", "reason")]
        assert all(str(typed).strip("\x00\u200b\n ") in page.text for typed in kept), (step, answers)
    assert office.now(case.reference).version == case.version


def test_errors_of_a_step_in_place_say_so_in_the_title(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    part = office.desk(office.cast.worker).takes("reply", case, words="", part=True)
    assert part.status_code == 422
    assert part.text.lstrip().startswith("<title>Error: ")


def test_a_preview_shows_the_letter_as_it_will_come_and_sends_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    before = _notices(office, case.reference)
    for step in ("acknowledge", "reply", "ask", "write"):
        page = office.desk(office.cast.worker).takes(step, case, words="Our crew comes on Monday.", preview="yes")
        assert page.status_code == 200
        assert "This is what they will get. Nothing is sent yet." in page.text
        assert "morag@customer.example" in page.text
        assert page.text.count("Our crew comes on Monday.") == 2  # in the letter, and in the field
    kept = office.now(case.reference)
    assert (kept.version, kept.stage, len(kept.contacts)) == (case.version, case.stage, len(case.contacts))
    assert _notices(office, case.reference) == before


def test_what_was_previewed_is_what_is_sent(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    shown = desk.takes("reply", case, words="It is mended.", preview="yes").text
    desk.takes("reply", case, words="It is mended.")
    with office.records() as session:
        sent = session.scalars(sa.select(Notice).where(Notice.template == "replied")).one()
        assert sent.facts["contact"] == "Wilma Worker"
    assert "Wilma Worker" in shown


def test_a_step_taken_in_place_leads_to_the_whole_page_with_its_result(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    answer = desk.takes("note", case, words="Rang twice.", part=True)
    assert answer.headers["HX-Redirect"] == f"/office/cases/{case.reference}"
    page = desk.sees(case)
    assert "Your note is kept." in page.text
    assert "Rang twice." in page.text


def test_a_forged_or_missing_token_changes_nothing(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    desk = office.desk(office.cast.worker)
    assert desk.takes("note", case, words="Forged", csrf_token="").status_code == 400
    assert desk.takes("note", case, words="Forged", csrf_token="forged").status_code == 400
    assert office.now(case.reference).version == case.version


def test_a_form_that_comes_too_late_gives_back_what_was_typed_and_the_way_to_the_case(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    for part in (True, False):
        late = office.desk(office.cast.worker).takes("note", case, words="Rang <twice>.", csrf_token="", part=part)
        assert late.status_code == 400
        assert "What you typed" in late.text and "Rang &lt;twice&gt;." in late.text
        assert f'next=/office/cases/{case.reference}"' in late.text
        assert "readonly" in late.text and str(case.version) + "</textarea>" not in late.text


def test_a_preview_while_a_colleague_acts_is_a_preview_and_the_sending_still_asks(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.colleague).takes("write", case, words="We come on Monday.")
    desk = office.desk(office.cast.worker)
    shown = desk.takes("write", case, words="We come on Friday.", seen=case.version, preview="yes", part=True)
    assert shown.status_code == 200 and "Nothing is sent yet." in shown.text
    assert f'name="seen" type="hidden" value="{case.version}"' in shown.text
    assert desk.takes("write", case, words="We come on Friday.", seen=case.version).status_code == 409


def test_a_stale_part_says_that_the_page_around_it_is_older_and_offers_only_what_is_allowed(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.colleague).takes("reply", case, words="It is mended.")
    late = office.desk(office.cast.worker).takes("reply", case, words="Soon.", seen=case.version, part=True)
    assert late.status_code == 409
    assert "The page around this is older than this." in late.text and "Open the case as it is now" in late.text
    assert "Send mine anyway" not in late.text and "Soon." in late.text
    assert "This case is closed. Open it again first." in late.text


def test_where_nothing_was_typed_no_typed_words_are_promised(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    office.desk(office.cast.worker).takes("note", case, words="Rang.")
    late = office.desk(office.cast.colleague).takes("take", case, seen=case.version)
    assert late.status_code == 409
    assert "What you typed is below" not in late.text


def test_the_charters_reason_is_not_sent_for_another_team(office: Office) -> None:
    case = office.case(Kind.REPRESENTATION, service=next(iter(office.charter.services)))
    triage = office.desk(office.cast.triage)
    likely = choose_route(office.charter, case.kind, case.service)
    assert likely is not None
    assert likely.reason in html.unescape(triage.opens("route", case).text)
    other = next(team for team in office.charter.teams if team != likely.team)
    answers = {"to": f"team:{other}", "reason": likely.reason}
    refused = triage.takes("route", case, **answers)
    assert refused.status_code == 422
    assert "Say in your own words why it goes to" in refused.text
    assert triage.takes("route", case, to=answers["to"], reason="It is their road.").status_code == 303
    assert office.now(case.reference).service == case.service
