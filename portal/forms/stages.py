"""Questions on the page of a case about its procedure: the next stage, the points, a complaint about us."""

from enum import StrEnum

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from wtforms import HiddenField, RadioField, TextAreaField

from portal.forms.patient import LONGEST, OneOf, PatientForm
from shared.web.forms import AtMost, Needed, many_lines, one_line

_TOO_MUCH = _("Write no more than 20,000 letters. You can add more afterwards")
#: Together with a reference it fits where one pressing of a button is kept.
_ONCE = AtMost(40, _("Open this page again"))


class PressedOnceForm(PatientForm):
    """Pressed twice, it is done once: `once` names this one pressing. `seen` is what stood on the page then."""

    once = HiddenField(filters=[one_line], validators=[_ONCE])
    seen = HiddenField(filters=[one_line], validators=[_ONCE])


class NextStageForm(PressedOnceForm):
    """Look at it again; nobody has to say why (E-22). `seen` is the stage from which they ask."""

    words = TextAreaField(filters=[many_lines], validators=[AtMost(LONGEST, _TOO_MUCH)])


class GoOnForm(PressedOnceForm):
    """It shall rest no longer; nobody has to say why."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(1000, _("Write no more than 1,000 letters. You can add more afterwards"))],
    )


class Answer(StrEnum):
    """Is it what they mean?"""

    YES = "yes"
    NO = "no"


class PointsForm(PressedOnceForm):
    """Is this what the complaint is? `seen` names the words that they have read."""

    answer = RadioField(choices=[], validate_choice=False, validators=[OneOf(Answer, _("Choose yes or no"))])
    words = TextAreaField(filters=[many_lines], validators=[AtMost(LONGEST, _TOO_MUCH)])

    def checked(self) -> bool:
        """A no needs words: without them we would only know what is wrong, and not what is right.

        A yes with words may be either; only they can say which.
        """
        fine = super().checked()
        if self.answer.data == Answer.NO and not self.words.data and not self.words.errors:
            self.words.errors = [gettext("Write what you mean")]
            return False
        if self.answer.data == Answer.YES and self.words.data:
            mixed = gettext("You chose yes, and wrote something too. Choose no if it has to change, or empty this box")
            self.words.errors = [mixed]
            return False
        return fine

    def changed_since(self) -> None:
        """The words were changed while the page was open: nobody agrees to what they have not read."""
        self.answer.errors = [gettext("We have changed this since you opened the page. Read it again and then answer")]


class ComplainForm(PressedOnceForm):
    """What somebody is unhappy with in how we deal with their case, and what would put it right."""

    words = TextAreaField(
        filters=[many_lines],
        validators=[Needed(_("Write what you are not happy with")), AtMost(LONGEST, _TOO_MUCH)],
    )
    wanted = TextAreaField(
        filters=[many_lines],
        validators=[AtMost(5000, _("Write no more than 5,000 letters about what would put it right"))],
    )
