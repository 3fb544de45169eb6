"""A spoiled charter is refused by the name of the record, with what to do, all faults at once."""

from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from shared.charter.contrast import ratio
from shared.charter.reading import CharterError, load_charter, published
from tests.charter.spoiling import spoil, told_of

ORG, DOCS, CALENDAR, SERVICES = "organisation.toml", "documents.toml", "calendar.toml", "services.toml"
PROMISES, ROUTES, PLACES = "promises.toml", "routes.toml", "places.toml"

COMMENT_REPLY = 'id = "comment-replied"\nkind = "comment"\nact = "reply"\ndays = 10\nfrom = "received"\n'
COMMENT_ACK = 'id = "comment-acknowledged"\nkind = "comment"\nact = "acknowledge"\ndays = 5\nfrom = "received"\n'
COMPLIMENT_ACK = 'id = "compliment-acknowledged"\nkind = "compliment"\nact = "acknowledge"\ndays = 5\n'
EXPLAINED = COMMENT_REPLY + 'counting = "after-receipt"\notherwise = "explain"'
LAST_LINES = '[calendar]\ndivision = "scotland"\nworked = []\n'
WICK = 'id = "wick"\nname = "Wick Service Point"'


def closure(day: str) -> str:
    """The calendar with one closure added."""
    return f'{LAST_LINES}\n[[closure]]\nday = {day}\nname = "Festive closure"\n'


# reason, file, what stands there, what is put in its place, the record named, words of the advice
FAULTS = [
    ("a misspelt key", PROMISES, COMMENT_REPLY, COMMENT_REPLY + 'otherwize = "explain"\n',
     'promise "comment-replied"', 'write "otherwise"'),
    ("a missing key", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace('from = "received"\n', ""),
     'promise "comment-replied"', 'add a line that begins "from ="'),
    ("a number in quotation marks", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", '"10"'),
     'promise "comment-replied"', "whole number without quotation marks"),
    ("true is no number", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", "true"),
     'promise "comment-replied"', "whole number without quotation marks"),
    ("words that are a number", ORG, 'short_name = "Highland Council"', "short_name = 5",
     "[organisation]", "words in quotation marks"),
    ("a list that is a word", SERVICES, 'words = ["harbour"', 'words = "harbour" #',
     'service "harbours"', "a list of words"),
    ("a date in quotation marks", PROMISES, "since = 2024-05-30", 'since = "2024-05-30"',
     'promise "request-acknowledged"', "a date without quotation marks"),
    ("an unknown kind", PROMISES, COMMENT_REPLY,
     COMMENT_REPLY.replace('kind = "comment"', 'kind = "coment"'), 'promise "comment-replied"',
     'write "comment"'),
    ("two kinds at once", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace('"comment"', '["comment", "request"]'),
     'promise "comment-replied"', "use one of: adjustment, comment"),
    ("an id that is no word", PROMISES, 'id = "comment-replied"', 'id = ["comment", "replied"]',
     "promise \"['comment', 'replied']\"", "words in quotation marks"),
    ("an unknown act", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace('"reply"', '"do"'),
     'promise "comment-replied"', "use one of: acknowledge, agree"),
    ("an unknown way of counting", PROMISES, 'counting = "inclusive"', 'counting = "from-receipt"',
     'promise "complaint-acknowledged"', 'write "after-receipt"'),
    ("an unknown start", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("received", "receipt"),
     'promise "comment-replied"', 'write "received"'),
    ("an unknown part of the kingdom", CALENDAR, 'division = "scotland"', 'division = "cornwall"',
     "[calendar]", "scotland"),
    ("the bank holidays of another nation", CALENDAR, 'division = "scotland"',
     'division = "england-and-wales"', "[calendar]", 'write "scotland"'),
    ("an unknown origin", DOCS, 'origin = "procedure"', 'origin = "law"',
     'document "model-complaints-procedure"', "procedure"),
    ("a language without a folder", ORG, '"cy"]', '"cz"]', "[organisation]", "use one of: ar, cy"),
    ("a language that is named twice", ORG, '"cy"]', '"cy", "pl"]', "[organisation]", "take one of the two away"),
    ("a way out that leads nowhere", ORG, 'leave_to = "https://www.bbc', 'leave_to = "www.bbc',
     "[safety]", "write a whole address"),
    ("a way out that leads back to the council", ORG, "https://www.bbc.co.uk/weather", "https://www.highland.example/x",
     "[safety]", "somebody else's page"),
    ("no way out", ORG, 'leave_to = "https://www.bbc.co.uk/weather"', "",
     "[safety]", 'add a line that begins "leave_to ="'),
    ("an unknown nation", ORG, 'nation = "scotland"', 'nation = "scotlnd"',
     "[organisation]", 'write "scotland"'),
    ("nought days", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", "0"),
     'promise "comment-replied"', "from 1 to 365"),
    ("fewer than no days", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", "-5"),
     'promise "comment-replied"', "from 1 to 365"),
    ("more days than a year has", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", "1000"),
     'promise "comment-replied"', "from 1 to 365"),
    ("two promises with one id", PROMISES, 'id = "comment-replied"', 'id = "request-replied"',
     'promise "request-replied"', "give each promise its own id"),
    ("two services with one id", SERVICES, 'id = "winter"', 'id = "roads"',
     'service "roads"', "give each service its own id"),
    ("a promise that cites no document", PROMISES, 'document = "model-complaints-procedure"\n', "",
     'promise "complaint-replied"', 'add a line that begins "document ="'),
    ("a promise that cites an unknown document", PROMISES, 'document = "model-complaints-procedure"',
     'document = "model-complaints-procedur"', 'promise "complaint-replied"',
     'write "model-complaints-procedure"'),
    ("a route that cites an unknown document", ROUTES, 'document = "model-complaints-procedure"',
     'document = "complaints"', 'route "complaint"', "model-complaints-procedure"),
    ("two promises for one act on one day", PROMISES, COMMENT_REPLY,
     COMMENT_REPLY.replace('"comment"', '"request"'), 'promise "request-replied"',
     'end the older one with an "until"'),
    ("a promise that ends before it begins", PROMISES, COMMENT_REPLY,
     COMMENT_REPLY + "until = 2020-01-01\n", 'promise "comment-replied"', "put the two days right"),
    ("a promise that ends with none to follow", PROMISES, COMMENT_REPLY,
     COMMENT_REPLY + "until = 2027-03-31\n", 'promise "comment-replied"', 'take "until" away'),
    ("an acknowledgement that is explained instead", PROMISES, COMMENT_ACK,
     COMMENT_ACK + 'otherwise = "explain"\n', 'promise "comment-acknowledged"', 'only for the act "reply"'),
    ("an unknown act instead", PROMISES, EXPLAINED, EXPLAINED.replace("explain", "acknowledge"),
     'promise "comment-replied"', 'write otherwise = "explain"'),
    ("an outer limit nearer than the promise", PROMISES, "at_most = 10", "at_most = 4",
     'promise "complaint-replied"', "in working days from the same start"),
    ("an outer limit where nothing may be explained", PROMISES, COMPLIMENT_ACK,
     COMPLIMENT_ACK + "at_most = 9\n", 'promise "compliment-acknowledged"', 'add otherwise = "explain"'),
    ("an acknowledgement counted from itself", PROMISES, COMMENT_ACK,
     COMMENT_ACK.replace("received", "acknowledged"), 'promise "comment-acknowledged"',
     'write from = "received"'),
    ("nobody acknowledges comments", PROMISES, COMMENT_ACK,
     COMMENT_ACK.replace('"acknowledge"', '"explain"'), 'kind "comment"', "add a [[promise]] that has"),
    ("nobody answers comments", PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace('"reply"', '"explain"'),
     'kind "comment"', "add a [[promise]] that has"),
    ("a service whose team nobody knows", SERVICES, 'team = "winter-roads"', 'team = "winter-road"',
     'service "winter"', 'write "winter-roads"'),
    ("a service whose policy nobody owns", SERVICES, 'policy_owner = "economy"',
     'policy_owner = "parliament"', 'service "roads"', "use one of:"),
    ("a team of an unknown service", SERVICES, 'service = "winter"', 'service = "wintr"',
     'team "winter-roads"', 'write "winter"'),
    ("a kind that goes nowhere", ROUTES, 'kind = "comment"', 'kind = "compliment"',
     'kind "comment"', 'add a [[route]] with kind = "comment"'),
    ("a kind that goes two ways", ROUTES, 'kind = "comment"', 'kind = "compliment"',
     'route "compliment"', "give each route its own kind"),
    ("a route to an unknown team", ROUTES, 'to = "policy-owner"', 'to = "policy-owners"',
     'route "representation"', 'write "policy-owner"'),
    ("an adviser for an unknown service", ROUTES, '"housing-options", "housing-repairs"',
     '"housing-option"', 'signpost "shelter-scotland"', 'write "housing-options"'),
    ("the bank holidays of the whole kingdom", CALENDAR, 'division = "scotland"', 'division = "any-part"',
     "[calendar]", 'write "scotland"'),
    ("closed on a bank holiday", CALENDAR, LAST_LINES, closure("2026-12-25"),
     'closure "2026-12-25"', "take it away"),
    ("closed on a Sunday", CALENDAR, LAST_LINES, closure("2026-12-27"),
     'closure "2026-12-27"', "take it away"),
    ("closed in a year that nobody can count", CALENDAR, LAST_LINES, closure("2031-12-24"),
     'closure "2031-12-24"', "until 2028-12-31 has passed"),
    ("31 November does not exist", CALENDAR, LAST_LINES, closure("2026-11-31"),
     "[closure]", "how many days that month has"),
    ("31 November does not exist in a promise either", PROMISES, COMMENT_REPLY,
     COMMENT_REPLY + "until = 2026-11-31\n", 'promise "comment-replied"', "how many days that month has"),
    ("31 November on an accessibility statement", ORG, 'prepared = "2026-11-22"', 'prepared = "2026-11-31"',
     "[accessibility]", 'write it as in "2026-11-30"'),
    ("a bank holiday worked that is none", CALENDAR, "worked = []", "worked = [2026-11-23]",
     "[calendar]", "take it away"),
    ("a place that shuts before it opens", PLACES, 'opens = "09:30", closes = "16:00"',
     'opens = "16:00", closes = "09:30"', 'place "wick"', "put the two times right"),
    ("an hour that no clock shows", PLACES, 'opens = "09:30", closes = "16:00"',
     'opens = "9.30", closes = "16:00"', 'place "wick"', 'write it as in "09:00"'),
    ("an eighth day of the week", PLACES, 'days = ["sat"]', 'days = ["caturday"]',
     'place "aviemore"', "use mon, tue, wed"),
    ("one day with two lines of hours", PLACES, 'days = ["sat"]', 'days = ["fri"]',
     'place "aviemore"', "keep one"),
    ("white on pale yellow", ORG, 'colour = "#1b5e6b"', 'colour = "#ffee88"',
     "[brand]", "choose colours with a contrast of 4.5 or more"),
    ("a link that nobody sees", ORG, 'link = "#1b5a8a"', 'link = "#99ccee"',
     "[brand]", "contrast of 4.5 or more"),
    ("a colour that is none", ORG, 'colour = "#1b5e6b"', 'colour = "teal"',
     "[brand]", "# and six digits"),
    ("a blank that nobody filled in", ORG, 'name = "The Highland Council"',
     'name = "[Enter organisation’s name]"', "[organisation]", "fill it in"),
    ("a blank in a list", PLACES, '"Wick", "KW1 4AB"', '"[Town]", "KW1 4AB"',
     'place "wick"', "fill it in"),
    ("no alternative format is offered", ORG, 'alternatives = "Ask', 'alternatives = "" # "',
     "[accessibility]", 'write something for "alternatives"'),
    ("partly accessible, but nothing named", ORG, 'not_accessible = ["', 'not_accessible = [] # ["',
     "[accessibility]", "name what is not accessible"),
    ("fully accessible, but something named", ORG, 'status = "partially"', 'status = "fully"',
     "[accessibility]", 'write status = "partially"'),
    ("nobody enforces accessibility", ORG, 'body = "Equality and Human Rights Commission"\n', "",
     "[enforcement]", 'add a line that begins "body ="'),
    ("a prefix in small letters", ORG, 'prefix = "HC"', 'prefix = "hc"',
     "[organisation]", "capital letters"),
    ("a prefix of four letters", ORG, 'prefix = "HC"', 'prefix = "HIGH"',
     "[organisation]", "two or three"),
    ("a place without a clock", ORG, '"Europe/London"', '"Europe/Inverness"',
     "[organisation]", "Europe/London"),
    ("nobody sees what comes in", ORG, 'triage_team = "customer-contact"', 'triage_team = "triage"',
     "[organisation]", "use one of:"),
    ("nobody looks after complaints", ORG, 'customer_relations_team = "customer-relations"',
     'customer_relations_team = "customer-relation"', "[organisation]", 'write "customer-relations"'),
    ("a picture that is not there", ORG, "logos/highland.svg", "logos/crest.svg",
     "[organisation]", "put the picture there"),
    ("a part that nobody knows", ROUTES, "[[signpost]]\nid = \"spso\"", "[[singpost]]\nid = \"spso\"",
     "[singpost]", 'write "signpost"'),
    ("nobody has said when people are asked how it was", ORG, "survey_days = 5", "survey_day = 5",
     "[decided]", 'write "survey_days"'),
    ("people are asked before they are answered", ORG, "survey_days = 5", "survey_days = -1",
     "[decided]", "from 0 to 365"),
    ("a part that is missing", ORG, "[decided]", "[decide]",
     "[decided]", "add a line that says [decided]"),
    ("a quotation mark forgotten", PLACES, 'id = "wick"', 'id = "wick',
     "[place]", "missing quotation mark"),
    ("one key written twice", PLACES, WICK, WICK + '\nname = "Wick"',
     'place "wick"', "keep one of the two lines"),
]  # fmt: skip


@pytest.mark.parametrize(("reason", "file", "old", "new", "record", "advice"), FAULTS, ids=[row[0] for row in FAULTS])
def test_a_policy_officer_is_told_which_record_is_wrong_and_what_to_do(
    highland: Path, reason: str, file: str, old: str, new: str, record: str, advice: str
) -> None:
    spoil(highland, file, old, new)
    told_of(highland, file, record, advice, reason)


def test_a_reply_cannot_be_counted_from_an_acknowledgement_that_nobody_promised(highland: Path) -> None:
    spoil(highland, PROMISES, COMMENT_ACK, COMMENT_ACK.replace('"acknowledge"', '"explain"'))
    spoil(highland, PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("received", "acknowledged"))
    with pytest.raises(CharterError, match=r'"comment-replied".*add a .* to acknowledge a comment'):
        load_charter(str(highland))


def test_all_faults_are_told_at_once(highland: Path) -> None:
    spoil(highland, PROMISES, COMMENT_REPLY, COMMENT_REPLY.replace("10", "0"))
    spoil(highland, SERVICES, 'team = "winter-roads"', 'team = "winter-road"')
    spoil(highland, ORG, 'prefix = "HC"', 'prefix = "hc"')
    spoil(highland, PLACES, 'id = "wick"', 'id = "wick')
    with pytest.raises(CharterError) as refused:
        load_charter(str(highland))
    found = [(fault.file, fault.record) for fault in refused.value.faults]
    assert found == [
        (ORG, "[organisation]"),
        (PLACES, "[place]"),
        (PROMISES, 'promise "comment-replied"'),
        (SERVICES, 'service "winter"'),
    ], "each fault once, and none that only follows from another"


@pytest.mark.parametrize("file", [DOCS, CALENDAR, SERVICES, PROMISES, "procedures.toml", ROUTES, PLACES])
def test_a_missing_file_is_named(highland: Path, file: str) -> None:
    (highland / file).unlink()
    with pytest.raises(CharterError) as refused:
        load_charter(str(highland))
    assert [(fault.file, fault.wrong) for fault in refused.value.faults] == [(file, "the file is missing")]


def test_a_name_that_nobody_has_is_answered_with_the_names_that_are(tmp_path: Path) -> None:
    with pytest.raises(CharterError, match=r"use one of: .*highland.*template"):
        load_charter("atlantis", tmp_path)


def test_a_council_of_ones_own_is_found_beside_those_that_ship(highland: Path) -> None:
    spoil(highland, ORG, 'name = "The Highland Council"', 'name = "The Lowland Council"')
    highland.rename(highland.parent / "lowland")
    assert load_charter("lowland", highland.parent).organisation.name == "The Lowland Council"
    assert load_charter("highland", highland.parent).organisation.name == "The Highland Council"


@pytest.mark.parametrize("name", published())
def test_every_charter_that_ships_can_be_used(name: str) -> None:
    assert load_charter(name).organisation.id == name


def test_a_charter_is_read_once_and_never_changed() -> None:
    charter = load_charter("highland")
    assert load_charter("highland") is charter
    with pytest.raises(FrozenInstanceError):
        charter.promises[0].days = 50


@pytest.mark.parametrize(
    ("one", "other", "expected", "reason"),
    [
        ("#000000", "#ffffff", 21.0, "black on white is the most there is"),
        ("#ffffff", "#ffffff", 1.0, "white on white is none"),
        ("#767676", "#ffffff", 4.54, "the palest grey that can be read on white"),
        ("#ffffff", "#767676", 4.54, "whichever of the two is the text"),
    ],
)
def test_contrast_is_reckoned_as_the_guidelines_say(one: str, other: str, expected: float, reason: str) -> None:
    assert ratio(one, other) == pytest.approx(expected, abs=0.01), reason
