import secrets
from tests.browser import axe, no_sideways_scrolling
from tests.backoffice.contacts import Contacts
from tests.backoffice.desk import Office
from shared.casework import accounts
def test_look(live_server, browser, records, charter):
    office = Office(live_server.app, records, charter)
    contacts = Contacts(office)
    page = contacts.told()
    with records() as s:
        from shared.models.staff import Staff
        st = s.get(Staff, contacts.leader.id)
        accounts.set_password(st, "a long enough password 1")
        mail = st.email
    v = browser.visitor(javascript=True)
    v.visit("/office/sign-in")
    v.tab.fill("input[type=email], input[name=email]", mail); v.tab.fill("input[type=password]", "a long enough password 1"); v.tab.keyboard.press("Enter"); v.tab.wait_for_load_state()
    for name, where in (("contact", contacts.page), ("propose", contacts.page + "/restrict"), ("restriction", page), ("change", page + "/change"), ("list", "/office/restrictions?tab=all"), ("approve", page + "/end"), ("effort", contacts.page + "/effort")):
        v.visit(where)
        print(name, v.heading, axe(v))
        v.tab.screenshot(path=f"/tmp/helperB/{name}.png", full_page=True)
        v.tab.set_viewport_size({"width": 320, "height": 700})
        try: no_sideways_scrolling(v)
        except AssertionError as e: print("SIDEWAYS", name, e)
        v.tab.set_viewport_size({"width": 1280, "height": 800})
    v.visit(contacts.page + "/restrict")
    v.tab.fill("textarea[name=why]", "You are vexatious. We stop.")
    v.tab.click("button[name=check]")
    v.tab.wait_for_selector("#check li")
    print(v.tab.inner_text("#check"))
