"""The message that is ready when somebody acknowledges: in the person's language, to be changed at will."""

from flask import render_template
from flask_babel import force_locale

from shared.casework import clocks
from shared.models.cases import Case
from shared.web.council import charter
from shared.web.now import today


def acknowledgement(case: Case) -> str:
    """Who deals with it, what happens next, and by when, for a case of this kind."""
    language = case.customer.language if case.customer else charter().organisation.languages[0]
    due = clocks.reply_due_if_acknowledged(case, on=today(), charter=charter())
    with force_locale(language):
        words = render_template(
            f"backoffice/cases/ready/{case.kind.value}.txt",
            case=case,
            team=charter().team_name(case.team),
            owner=case.owner.name if case.owner and case.accepted_at else "",
            reply_by=due if due and due >= today() else None,
        )
    return words.strip()
