from dataclasses import replace
from datetime import UTC, datetime
import pytest
from tests.builders import a_case, TUESDAY
from shared.charter.vocabulary import Kind
from shared.charter.reading import load_charter
@pytest.fixture
def settings(settings): return replace(settings, organisation="template")
def test_x(client, records, clock):
    ch=load_charter("template")
    with records() as s:
        c=a_case(s,ch,Kind.COMPLAINT); ref,key=c.reference,c.tracking_key
    clock.set(datetime(2027,4,6,10,tzinfo=UTC))
    import re
    t=client.get(f"/track/{ref}/{key}").text
    print(re.sub(r"\s+"," ",re.sub(r"<[^>]+>"," ",t[t.index("<main"):]))[:1500])
