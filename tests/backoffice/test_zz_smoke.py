from pathlib import Path
import pytest
from shared.charter.vocabulary import Kind, Reach, Channel
from shared.casework.customers import Person
from tests.backoffice.desk import Office
from tests.browser import Browser, axe, no_sideways_scrolling
SHOTS=Path("/tmp/cp/shots"); SHOTS.mkdir(parents=True, exist_ok=True)

def signed(visitor, app, staff, address):
    c = app.test_client(); c.sign_in(staff)
    v = c.get_cookie("bywhen").value
    visitor.tab.context.add_cookies([{"name":"bywhen","value":v,"url":address}])

def test_look(browser, live_server, records, charter):
    app=live_server.app
    office=Office(app, records, charter)
    p=Person(name="Morag MacLeod", email="morag@customer.example", phone="01632 960 555", address="4 High Street\nInverness", reach=Reach.EMAIL, needs="Large print\nRing only after 4pm")
    words="The street light outside number 4 has been out for a week.\n\nIt is very dark & <b>my mother</b> fell on the steps. Could you mend it before the weekend?"
    other=office.case(Kind.COMPLAINT, held_by=office.cast.worker, person=p, words="Nobody answered")
    office.case(Kind.COMPLIMENT, person=p, words="Thanks to the crew on the A9")
    case=office.case(Kind.REQUEST, held_by=office.cast.worker, person=p, words=words)
    d=office.desk(office.cast.worker)
    d.takes("acknowledge", case, words="Thank you. We have it.\nWilma")
    d.takes("note", case, words="She is a regular at the library.")
    office.desk(office.cast.colleague).sees(case)
    for js in (False, True):
        for width in (1280, 320):
            v=browser.visitor(javascript=js, width=width)
            signed(v, app, office.cast.worker, live_server.address)
            tag=f"{'js' if js else 'no'}-{width}"
            def shot(name):
                v.tab.screenshot(path=SHOTS/f"{tag}-{name}.png", full_page=True)
            v.visit(f"/office/cases/{case.reference}"); shot("case")
            if js: axe(v)
            v.press("Explain and give a new date"); shot("explain")
            v.press("Send it"); shot("explain-errors")
            if js: print("focus", v.focused); axe(v)
            v.visit(f"/office/cases/{case.reference}")
            v.press("Reply in full").fill_in("Your full reply","We mended it on Monday.").press("See what they will get"); shot("preview")
            if js: print("focus", v.focused, "title", v.tab.title()); axe(v)
            for s in ("route","change-kind","close","hear","give","accept"):
                v.visit(f"/office/cases/{case.reference}/{s}"); shot(s)
            v.visit("/office/record"); shot("record")
            if js: axe(v)
            v.press("Record it"); shot("record-errors")
            if width==320: no_sideways_scrolling(v); v.visit(f"/office/cases/{case.reference}"); no_sideways_scrolling(v)
