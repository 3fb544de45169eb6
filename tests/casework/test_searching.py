"""Search: the same cases on both databases, newest first, and never a case that its reader may not see."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from shared.casework import searching
from shared.casework.customers import Person
from shared.casework.heard import hear
from shared.casework.paging import PAGE
from shared.casework.routing import route
from shared.charter.organisation import Charter
from shared.charter.vocabulary import Channel, Kind, Reach
from shared.models.cases import Case
from shared.models.database import writing
from shared.models.staff import Staff
from tests.builders import TUESDAY, a_case
from tests.people import Cast, a_cast

SAID = {
    "light": "The street light is out. It's dark!",
    "polish": "Na ulicy Łódzkiej jest dziura: proszę naprawić.",
    "welsh": "Mae'r biniau'n llawn ar Heol y Tŷ Gwyn.",
    "gaelic": "Tha toll mòr anns an rathad ri taobh na sgoile.",
    "arabic": "مصباح الشارعِ مكسورٌ",
    "signs": 'He said "AND" twice; near(x) * -y ^ : {z} \\ %_ 100% <b>off</b>',
    "address": "Write to bin-lorry@example.org or see https://example.org/bins_2 about plot 4/2B, 1e5 a day.",
    "long": "w" * 300,
}

SEARCHES = [
    ("street", {"light"}, "a plain word"),
    ("STREET, light!", {"light"}, "capitals and stops"),
    ("stre", {"light"}, "an unfinished last word"),
    ("stre light", set(), "an unfinished word that is not the last"),
    ("its dark", {"light"}, "an apostrophe left out"),
    ("Łódzkiej", {"polish"}, "Polish letters"),
    ("lodzkiej prosze", {"polish"}, "Polish without its marks"),
    ("tŷ gwyn", {"welsh"}, "Welsh"),
    ("mae’r ty", {"welsh"}, "Welsh with another apostrophe, without the roof"),
    ("mor rathad", {"gaelic"}, "Gaelic without the accent"),
    ("الشارع", {"arabic"}, "Arabic without its vowel marks"),
    ('"street light"', {"light"}, "in quotes"),
    ("AND", {"signs"}, "a word that search languages use"),
    ("street OR bin", set(), "another one: it is a word like any other"),
    ("NEAR(x y)", {"signs"}, "a whole expression"),
    ("* -y ^ : {z}", {"signs"}, "operators"),
    ("norm : street", set(), "the name of a column"),
    ("100%_", {"signs"}, "signs of another search language"),
    ("'; DROP TABLE cases; --", set(), "somebody who tries things out"),
    ("bin lorry example", {"address"}, "pieces of an e-mail address"),
    ("bins 2", {"address"}, "pieces of a link"),
    ("4/2b", {"address"}, "a number with a slash"),
    ("1e5", {"address"}, "what a computer reads as a number"),
    ("morag macleod", set(SAID), "a name"),
    ("mo", set(), "two letters are a word, not the beginning of one"),
    ("w" * 300, {"long"}, "a word that never ends"),
    ("", set(), "nothing"),
    ("  !? …“”", set(), "only signs"),
    ("\x00", set(), "a sign that cannot be seen"),
    ("the " * 40, {"light"}, "more words than anybody needs"),
]


@pytest.fixture
def kept(databases: sa.Engine, charter: Charter) -> Iterator[tuple[Session, Staff, dict[int, str]]]:
    """Everything that was said, in one database and then in the other."""
    with writing(databases) as session:
        triage = a_cast(session, charter).triage
        names = {a_case(session, charter, words=words).id: name for name, words in SAID.items()}
        session.commit()
        yield session, triage, names


def test_both_databases_find_the_same(kept: tuple[Session, Staff, dict[int, str]], charter: Charter) -> None:
    session, triage, names = kept
    found = {
        words: {names[case.id] for case in searching.search(session, triage, charter, words=words).cases}
        for words, *_ in SEARCHES
    }
    assert found == {words: wanted for words, wanted, _ in SEARCHES}


def test_a_reference_finds_its_case_however_it_is_typed(
    kept: tuple[Session, Staff, dict[int, str]], charter: Charter
) -> None:
    session, triage, names = kept
    case = session.get(Case, next(iter(names)))
    assert case is not None
    plain, half = case.reference.replace("-", ""), case.reference.rpartition("-")[0]
    for words in (case.reference, plain, f" {case.reference.lower()} ", plain[2:], half):
        assert case in searching.search(session, triage, charter, words=words).cases, words


@pytest.mark.parametrize("typed", ["ailsa@home.example", "AILSA@home.example", "07700 900123", "+44 7700 900123"])
def test_whoever_lost_their_reference_is_found_by_address_or_number(
    session: Session, charter: Charter, typed: str
) -> None:
    triage = a_cast(session, charter).triage
    ailsa = Person(name="Ailsa Gunn", email="ailsa@home.example", phone="07700 900 123", reach=Reach.EMAIL)
    a_case(session, charter)
    case = a_case(session, charter, person=ailsa)
    assert list(searching.search(session, triage, charter, words=typed).cases) == [case]


def test_paging_shows_every_hit_once_newest_first_there_and_back(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        triage = a_cast(session, charter).triage
        numbers = [a_case(session, charter, words="One pothole more").id for _ in range(2 * PAGE + 3)]
        page = searching.search(session, triage, charter, words="pothole")
        pages = [[case.id for case in page.cases]]
        while page.after is not None:
            page = searching.search(session, triage, charter, words="pothole", after=page.after)
            pages.append([case.id for case in page.cases])
        assert [number for shown in pages for number in shown] == numbers[::-1]
        back = [pages[-1]]
        while page.before is not None:
            page = searching.search(session, triage, charter, words="pothole", before=page.before)
            back.insert(0, [case.id for case in page.cases])
        assert back == pages


def test_a_frequent_word_and_a_rare_one_are_found_alike(
    databases: sa.Engine, charter: Charter, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "FEW", 2)
    with writing(databases) as session:
        triage = a_cast(session, charter).triage
        numbers = [a_case(session, charter, words="Snow again").id for _ in range(4)]
        assert [case.id for case in searching.search(session, triage, charter, words="snow").cases] == numbers[::-1]


@pytest.mark.clause("RP-26")
def test_a_search_never_finds_what_its_reader_may_not_see(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        teams = {"team": cast.team, "elsewhere": cast.stranger.team, "policy": cast.councillor.team}
        cases = {"unrouted": a_case(session, charter, words="A leaking drain")}
        for name, team in teams.items():
            case = a_case(session, charter, Kind.REPRESENTATION, words="A leaking drain")
            _routed(session, case, team, cast, charter)
            cases[name] = case
        names = {case.id: name for name, case in cases.items()}

        def finds(staff: Staff, words: str) -> set[str]:
            return {names[case.id] for case in searching.search(session, staff, charter, words=words).cases}

        assert finds(cast.triage, "leaking drain") == set(names.values())
        assert finds(cast.worker, "leaking drain") == {"team"}
        assert finds(cast.stranger, "leaking drain") == {"elsewhere"}
        assert finds(cast.councillor, "leaking drain") == {"policy"}
        assert finds(cast.head, "leaking drain") == {"team"}
        assert finds(cast.analyst, "leaking drain") == finds(cast.administrator, "leaking drain") == set()
        assert finds(cast.stranger, cases["team"].reference) == set()
        assert finds(cast.worker, cases["team"].reference) == {"team"}


@pytest.mark.clause("RP-26")
def test_a_case_is_found_where_it_is_now_and_not_where_it_was(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        case = a_case(session, charter, words="A leaking drain")
        for here, gone in ((cast.worker, cast.stranger), (cast.stranger, cast.worker)):
            _routed(session, case, here.team, cast, charter)
            assert searching.search(session, here, charter, words="drain").cases == [case]
            assert not searching.search(session, gone, charter, words="drain").cases


def test_the_name_of_a_team_is_no_word_of_a_case(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        _routed(session, a_case(session, charter, words="A leaking drain"), cast.team, cast, charter)
        for words in (cast.team, f"@{cast.team}", f"team : {cast.team}"):
            assert not searching.search(session, cast.triage, charter, words=words).cases, words


def test_what_is_said_later_is_found_too(databases: sa.Engine, charter: Charter) -> None:
    with writing(databases) as session:
        cast = a_cast(session, charter)
        person = Person(name="Aoife O'Neill", email="aoife@customer.example", reach=Reach.EMAIL)
        case = a_case(session, charter, person=person)
        hear(session, case, words="It floods, too.", channel=Channel.PHONE, by=cast.triage, at=TUESDAY, charter=charter)
        session.flush()
        for words in ("floods", "oneill", "O’Neill", "Aoife floods"):
            assert searching.search(session, cast.triage, charter, words=words).cases == [case], words


def _routed(session: Session, case: Case, team: str, cast: Cast, charter: Charter) -> None:
    route(session, case, team=team, service=None, reason="Theirs.", by=cast.triage, at=TUESDAY, charter=charter)
    session.flush()
