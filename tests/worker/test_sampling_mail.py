"""E-mail for a trial: some of it waits for somebody, as on any Monday."""

from pathlib import Path

from shared.arrivals.arrived import Trouble
from shared.arrivals.reading import read
from shared.charter.organisation import Charter
from shared.worker.sampling.mail import post
from tests.builders import TUESDAY


def test_a_trial_has_mail_to_be_sorted_and_none_that_changes_its_cases(charter: Charter, tmp_path: Path) -> None:
    post(tmp_path / "mailbox", charter, at=TUESDAY)
    mail = [read(one.read_bytes()) for one in sorted((tmp_path / "mailbox").glob("*.eml"))]
    assert [one.suspected for one in mail].count(True) == 3
    assert [one.trouble for one in mail].count(Trouble.EMPTY) == 1
    assert all(one.suspected or one.trouble or one.automatic for one in mail)
