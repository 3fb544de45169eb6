"""The staff site with everybody in it, for tests of what staff do there."""

import pytest
from flask import Flask

from shared.charter.organisation import Charter
from tests.backoffice.contacts import Contacts
from tests.backoffice.desk import Office
from tests.conftest import Records


@pytest.fixture
def office(app: Flask, records: Records, charter: Charter) -> Office:
    """Everybody who works here, with a database of their own."""
    return Office(app, records, charter)


@pytest.fixture
def contacts(office: Office) -> Contacts:
    """Somebody with whom something happened on the phone, and everybody in their part."""
    return Contacts(office)
