"""What the customer says to a decision in the making: a no to its points, or a yes to how it is put right."""

from functools import partial

from flask import url_for
from flask_babel import gettext as _

from backoffice.decisions_parts import part
from backoffice.decisions_taking import Asked
from backoffice.forms.decisions import ResolvedForm, StandForm
from backoffice.telling import asked_how
from shared.casework import agreeing, decisions
from shared.casework import disputed as no_to_points
from shared.charter.workflow import Step
from shared.models.cases import Case


@part("disputed")
def disputed(case: Case) -> Asked:
    """Their own words, the way to change the points, and room to say why they stay as they are."""
    form = StandForm()
    no = no_to_points.standing_no(case)
    words = form.reason.data or ""
    return Asked(
        page="backoffice/decisions/disputed.html",
        step=Step.AGREE,
        form=form,
        act=partial(agreeing.let_stand, words=words, telling=asked_how(form)),
        said=_("Your words are on their way to the customer."),
        then=url_for("backoffice.decide", reference=case.reference),
        texts=[words],
        more={
            "no": no,
            "no_words": no_to_points.words_of(case, no) if no else None,
            "save_to": url_for("backoffice.decision_disputed", reference=case.reference),
        },
    )


@part("agreed")
def agreed(case: Case) -> Asked:
    """How the customer agreed to what puts it right: asked where the whole is resolved between us."""
    form = ResolvedForm()
    return Asked(
        page="backoffice/decisions/agreed.html",
        step=Step.DECIDE,
        form=form,
        act=partial(decisions.agree_resolution, how=form.reason.data or ""),
        said=_("Saved."),
        then=url_for("backoffice.decide", reference=case.reference),
        more={
            "resolved": decisions.how_resolved(case),
            "save_to": url_for("backoffice.decision_agreed", reference=case.reference),
        },
    )
