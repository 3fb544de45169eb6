"""The worklist and the search, as staff meet them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import TestResponse

from shared.casework.finding import Tab
from shared.casework.paging import PAGE
from shared.charter.vocabulary import Channel, Kind
from shared.models.cases import Case
from shared.models.staff import Staff
from tests.backoffice.desk import Office
from tests.builders import TUESDAY, a_case

PART = {"HX-Request": "true"}


def _list(office: Office, staff: Staff, query: str = "", *, part: bool = False) -> TestResponse:
    return office.desk(staff).client.get(f"/office/{query}", headers=PART if part else {})


def _current(page: TestResponse) -> str:
    found = re.search(r'aria-current="page"\s+data-hx-get="[^"]*tab=([a-z-]+)', page.text)
    assert found, page.text
    return found[1]


def _references(page: TestResponse) -> list[str]:
    return re.findall(r'data-row-link><bdi class="bw-reference">([^<]+)<', page.text)


FIRST_TABS = [
    ("triage", Tab.UNROUTED, "routes what is new"),
    ("relations", Tab.UNROUTED, "helps with what is new"),
    ("worker", Tab.MY_TEAM, "has nothing of her own yet"),
    ("leader", Tab.MY_TEAM, "shares out the team's work"),
    ("head", Tab.OVERDUE, "asks what is late"),
    ("councillor", Tab.ALL, "reads whatever there is"),
]


@pytest.mark.parametrize(("who", "tab", "reason"), FIRST_TABS)
def test_everybody_begins_where_their_work_is(office: Office, who: str, tab: Tab, reason: str) -> None:
    assert _current(_list(office, getattr(office.cast, who))) == tab, reason


def test_a_case_worker_begins_with_her_own_cases_as_soon_as_she_has_one(office: Office) -> None:
    case = office.case(held_by=office.cast.worker)
    page = _list(office, office.cast.worker)
    assert _current(page) == Tab.MINE
    assert _references(page) == [case.reference]


@pytest.mark.parametrize(("who", "where"), [("analyst", "/office/figures"), ("administrator", "/office/staff")])
def test_whoever_reads_no_case_is_taken_to_their_own_page(office: Office, who: str, where: str) -> None:
    assert _list(office, getattr(office.cast, who)).headers["Location"] == where


@pytest.mark.clause("FP-13")
def test_a_line_says_when_in_both_ways_and_who_and_what(office: Office) -> None:
    case = office.case(Kind.COMPLAINT, words="The bin lorry knocked over my wall.")
    page = _list(office, office.cast.triage).text
    line = page[page.index(f'id="case-{case.id}"') :]
    for words in ("in 4 working days", "Mon 8 Mar", case.reference, "Complaint", "bin lorry", "Morag MacLeod"):
        assert words in line, words
    assert "bw-worklist__row--late" not in page


def test_a_view_has_no_column_that_says_the_same_in_every_line(office: Office) -> None:
    office.case(held_by=office.cast.worker)
    office.case(service="bins")
    views = {"unrouted": office.cast.triage, "my-team": office.cast.worker, "mine": office.cast.worker}
    heads = {
        tab: re.findall(r'<th scope="col">(\w+)</th>', _list(office, who, f"?tab={tab}").text)[3:]
        for tab, who in views.items()
    }
    assert heads["unrouted"] == ["Service", "Subject", "Person"], "a case goes by the service, and has no team yet"
    assert heads["my-team"] == ["Subject", "Person", "Owner"]
    assert heads["mine"] == ["Subject", "Person"]


def test_what_is_late_says_so_in_a_word_and_a_mark(office: Office) -> None:
    office.case(at=TUESDAY - timedelta(days=30))
    page = _list(office, office.cast.triage).text
    assert re.search(r'<span class="bw-mark" aria-hidden="true">!</span> Late', page)
    assert "days ago" in page


def test_tabs_say_how_many_they_hold(office: Office) -> None:
    office.case()
    office.case(at=TUESDAY - timedelta(days=30))
    page = _list(office, office.cast.triage).text
    counts = dict(re.findall(r'tab=([a-z-]+)" data-hx-target[^>]*>[^<]*<span class="bw-tabs__count">(\d+)', page))
    assert counts == {
        "unrouted": "2",
        "my-team": "0",
        "mine": "0",
        "due-today": "0",
        "overdue": "1",
        "waiting": "0",
        "all": "2",
    }


def test_filters_go_along_to_every_tab_and_page(office: Office) -> None:
    with office.records() as session:
        for _ in range(PAGE + 1):
            a_case(session, office.charter, Kind.COMPLAINT)
        a_case(session, office.charter, Kind.REQUEST)
    page = _list(office, office.cast.triage, "?tab=all&kind=complaint&owner=0&due=next-week")
    assert len(_references(page)) == PAGE
    links = [link for link in re.findall(r'href="(/office/\?[^"]+)"', page.text) if link != "/office/?tab=all"]
    links = [link for link in links if "language=" not in link]
    assert len(links) == len(Tab) + 2, "the tabs, the next page, and looking again"
    assert all("kind=complaint&amp;owner=0&amp;due=next-week" in link for link in links)
    assert "Filters are on" in page.text
    assert '<option value="complaint" selected>' in page.text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("kind=complaint", "kind"),
        ("channel=letter", "channel"),
        ("service=roads-maintenance", "service"),
        ("due=overdue", "due"),
        ("owner=0&kind=complaint", "two at once"),
    ],
)
def test_each_filter_narrows_the_list(office: Office, query: str, reason: str) -> None:
    wanted, other = office.case(), office.case()
    service = next(iter(office.charter.services))
    with office.records() as session:
        case = session.get_one(Case, wanted.id)
        case.kind, case.channel, case.service = Kind.COMPLAINT, Channel.LETTER, service
        case.next_on = TUESDAY.date() - timedelta(days=1)
    page = _list(office, office.cast.triage, f"?tab=all&{query.replace('roads-maintenance', service)}")
    assert _references(page) == [wanted.reference], reason
    assert other.reference not in page.text


def test_words_in_the_address_that_mean_nothing_are_passed_over(office: Office) -> None:
    case = office.case()
    query = "?tab=x&kind=x&service=x&channel=x&owner=x&due=x&after=x&before=x&stamp=x&tab=all"
    assert _references(_list(office, office.cast.triage, query)) == [case.reference]
    assert _references(_list(office, office.cast.triage, "?owner=²&after=9999-99-99.1")) == [case.reference]


def test_pages_are_walked_by_plain_links_there_and_back(office: Office) -> None:
    with office.records() as session:
        for _ in range(PAGE + 2):
            a_case(session, office.charter)
    client = office.desk(office.cast.triage).client
    first = client.get("/office/?tab=all")
    forward = re.search(r'href="([^"]+)" rel="next"', first.text)
    assert forward
    second = client.get(forward[1].replace("&amp;", "&"))
    assert len(_references(first)) == PAGE and len(_references(second)) == 2
    assert not set(_references(first)) & set(_references(second))
    back = re.search(r'href="([^"]+)" rel="prev"', second.text)
    assert back
    assert _references(client.get(back[1].replace("&amp;", "&"))) == _references(first)


def test_a_page_that_has_emptied_meanwhile_leads_to_the_first(office: Office) -> None:
    office.case()
    answer = _list(office, office.cast.triage, "?tab=all&kind=request&after=2099-01-01.1")
    assert answer.status_code == 303
    assert sorted(answer.headers["Location"].partition("?")[2].split("&")) == ["kind=request", "tab=all"]


@pytest.mark.parametrize("tab", Tab)
def test_an_empty_view_says_what_would_be_here(office: Office, tab: Tab) -> None:
    page = _list(office, office.cast.triage, f"?tab={tab}").text
    words = re.search(r'<p class="bw-empty"[^>]*>([^<]+)</p>', page)
    assert words and len(words[1]) > 30


def test_a_filter_that_finds_nothing_offers_the_way_out(office: Office) -> None:
    office.case()
    page = _list(office, office.cast.triage, "?tab=all&kind=compliment").text
    assert "No case here matches the filters." in page
    assert '<a class="govuk-link" href="/office/?tab=all">Clear the filters</a>' in page


def test_htmx_gets_the_list_alone_and_the_browser_the_whole_page(office: Office) -> None:
    case = office.case()
    part, whole = (
        _list(office, office.cast.triage, "?tab=all", part=True),
        _list(office, office.cast.triage, "?tab=all"),
    )
    assert part.text.strip().startswith('<div class="bw-list__main" id="cases">')
    assert part.headers["Vary"] == whole.headers["Vary"] and "HX-Request" in part.headers["Vary"]
    assert _references(part) == _references(whole) == [case.reference]
    assert '<input type="hidden" name="tab" value="all" form="filters">' in part.text


def test_looking_again_is_quiet_until_something_has_changed(office: Office) -> None:
    office.case()
    page = _list(office, office.cast.triage, "?tab=all")
    again = re.search(r'data-hx-get="([^"]*stamp=[^"]*)" data-hx-trigger="click, every 60s"', page.text)
    assert again
    query = again[1].replace("&amp;", "&").removeprefix("/office/")
    assert _list(office, office.cast.triage, query, part=True).status_code == 204
    office.case()
    changed = _list(office, office.cast.triage, query, part=True)
    assert changed.status_code == 200 and len(_references(changed)) == 2
    assert "data-focus" not in changed.text, "nobody's hand is moved"
    assert _list(office, office.cast.triage, query).status_code == 200, "a browser always gets its page"


@pytest.mark.clause("RP-26")
def test_owners_to_choose_from_are_colleagues_whose_cases_one_may_see(office: Office) -> None:
    page = _list(office, office.cast.worker).text
    assert f">{office.cast.colleague.name}</option>" in page
    assert f">{office.cast.stranger.name}</option>" not in page


def test_what_a_customer_wrote_is_shown_and_never_obeyed(office: Office) -> None:
    office.case(words="<script>alert(1)</script> \"quoted\" & 'so'")
    for path in ("?tab=all", "search?q=script"):
        page = _list(office, office.cast.triage, path).text
        assert "&lt;script&gt;alert(1)" in page and "<script>alert" not in page


def test_search_finds_open_and_closed_cases_newest_first(office: Office) -> None:
    first, second = office.case(words="A lost glove"), office.case(words="Two lost gloves")
    office.desk(office.cast.triage).takes(
        "close", first, outcome="not-ours", reason="Not ours.", words="Ask the bus firm."
    )
    page = _list(office, office.cast.triage, "search?q=lost+glo")
    assert _references(page) == [second.reference, first.reference]
    assert _references(_list(office, office.cast.triage, f"search?q={first.reference.lower()}")) == [first.reference]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("search", "Enter a reference, a name or some words"),
        ("search?q=%20%20", "Enter a reference, a name or some words"),
        ("search?q=!!!", "No case that you may see has “!!!”"),
        ("search?q=%3Cb%3E", "No case that you may see has “&lt;b&gt;”"),
        ("search?q=" + "x" * 5000, "No case that you may see has"),
        ("search?q=HC-2222-2222", "No case that you may see has"),
        ("search?q=glove&after=x&before=-1", "No case that you may see has"),
        ("search?q=%00%E2%80%AE", "Enter a reference, a name or some words"),
    ],
)
def test_a_search_without_hits_says_what_to_do(office: Office, query: str, words: str) -> None:
    page = _list(office, office.cast.triage, query)
    assert page.status_code == 200
    assert words in page.text


@pytest.mark.clause("RP-26")
def test_nobody_finds_another_teams_case_by_list_or_search(office: Office) -> None:
    case = office.case(held_by=office.cast.worker, words="A lost glove")
    for path in ("?tab=all", "search?q=glove", f"search?q={case.reference}"):
        assert case.reference in _references(_list(office, office.cast.worker, path)), path
        assert case.reference not in _references(_list(office, office.cast.stranger, path)), path


@pytest.mark.parametrize("query", ["?tab=all", "?tab=all&kind=request&owner=0", "search?q=light"])
def test_a_page_asks_the_database_few_things_however_many_cases_there_are(office: Office, query: str) -> None:
    with office.records() as session:
        for _ in range(PAGE + 1):
            a_case(session, office.charter)
    asked: list[str] = []

    def told(*arguments: object) -> None:
        asked.append(str(arguments[2]))

    client = office.desk(office.cast.triage).client
    event.listen(Engine, "before_cursor_execute", told)
    try:
        client.get(f"/office/{query}")
    finally:
        event.remove(Engine, "before_cursor_execute", told)
    assert 0 < len(asked) <= 8, asked
