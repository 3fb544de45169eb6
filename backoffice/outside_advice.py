"""Advice from outside: a case or a person without names, looked through on screen before it leaves (clause RP-30)."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, make_response, render_template, request
from flask_babel import gettext as _

from backoffice.blueprint import blueprint
from backoffice.forms.outside_advice import AdviceForm
from backoffice.guard import NUMBER, case_or_404, may, me
from backoffice.restrictions_contact import person_or_404
from shared.casework import outside_advice
from shared.casework.pseudonyms import Book, Hidden, doubts, letters
from shared.charter.access import Right
from shared.models.cases import Case
from shared.models.customers import Customer
from shared.models.readings import Read
from shared.web import read_record
from shared.web.council import charter
from shared.web.now import today
from shared.web.pages import show
from shared.web.unit_of_work import db

MAY = (Right.DECIDE_RESTRICTIONS, Right.SEE_EVERY_INCIDENT)


@dataclass(frozen=True)
class Subject:
    """What the advice is about: some cases of one customer; `case` where it is one alone."""

    cases: Sequence[Case]
    customer: Customer | None
    case: Case | None = None

    @property
    def row(self) -> int:
        """Its number in its own table."""
        return self.case.id if self.case else self.customer.id if self.customer else 0


@blueprint.route("/cases/<reference>/outside-advice", methods=["GET", "POST"])
@may(*MAY)
def case_for_advice(reference: str) -> Response:
    """One case without names."""
    case = case_or_404(reference)
    return _answer(Subject([case], case.customer, case))


@blueprint.route(f"/customers/<{NUMBER}:number>/outside-advice", methods=["GET", "POST"])
@may(*MAY)
def customer_for_advice(number: int) -> Response:
    """What one person told us on all cases that I may see, without names."""
    person = person_or_404(number)
    return _answer(Subject(outside_advice.cases_for(db(), person, me(), charter()), person))


def _answer(subject: Subject) -> Response:
    form, book = AdviceForm(), _book(subject)
    whole = book.replace(_text_of(subject))
    if request.method == "GET":
        form.text.data = whole
        return _page(subject, form, book)
    typed = form.text.data or ""
    form.text.data = book.replace(typed)
    if "again" in request.form:
        return _page(subject, form, book)
    fine = form.checked()
    fine = form.looked_through(changed=form.text.data != typed, doubts=doubts(form.text.data, charter())) and fine
    return _leaves(subject, form) if fine else _page(subject, form, book, 422)


def _text_of(subject: Subject) -> str:
    matters = [outside_advice.matter_of(db(), case, charter()) for case in subject.cases]
    return render_template("backoffice/outside_advice/text.txt", matters=matters).strip() + "\n"


def _book(subject: Subject) -> Book:
    known = outside_advice.known_of(db(), subject.cases, subject.customer)
    return Book(known, charter().organisation.prefix, today(), _label)


def _label(what: Hidden, number: int) -> str:
    if what in (Hidden.PERSON, Hidden.WORKER):
        letter = letters(number)
        person = what is Hidden.PERSON
        return str(_("Person %(letter)s", letter=letter) if person else _("Worker %(letter)s", letter=letter))
    said = {
        Hidden.EMAIL: _("e-mail address"),
        Hidden.PHONE: _("phone number"),
        Hidden.POSTCODE: _("postcode"),
        Hidden.ADDRESS: _("address"),
        Hidden.REFERENCE: _("reference"),
        Hidden.BIRTH: _("date of birth"),
        Hidden.NUMBER: _("number"),
        Hidden.LINK: _("link"),
    }
    return f"{said[what]} {number + 1}"


def _page(subject: Subject, form: AdviceForm, book: Book, status: int = 200) -> Response:
    return show(
        "backoffice/outside_advice/page.html",
        status=status,
        case=subject.case,
        person=subject.customer,
        form=form,
        replaced=book.replaced(),
        doubts=doubts(form.text.data or "", charter()),
    )


def _leaves(subject: Subject, form: AdviceForm) -> Response:
    """The text as a file; that it left, what for and by whom is written down with it."""
    case_id, customer_id = subject.case.id if subject.case else None, subject.customer.id if subject.customer else None
    why = form.purpose.data or ""
    read_record.unsealed(Read.EXPORT, subject.row, why=why, case_id=case_id, customer_id=customer_id)
    answer = make_response(form.text.data or "")
    answer.headers["Content-Type"] = "text/plain; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="for-advice.txt"'
    answer.headers["Cache-Control"] = "no-store"
    answer.headers["X-Robots-Tag"] = "noindex, nofollow"
    return answer
