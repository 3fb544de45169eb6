"""Every measure and everything that anybody might do: allowed, refused, or another way (clause RP-8)."""

from collections.abc import Iterator

import pytest

from shared.charter.effects import ALWAYS_IN, NOTHING, Answer, Approach, Effects, Ruling, answer
from shared.charter.measures import Measure
from shared.charter.vocabulary import Channel, Reach

A, OK, NO, ANOTHER = Approach, Ruling.ALLOWED, Ruling.REFUSED, Ruling.REROUTED
MATTER, ONE_PERSON, COLLEAGUE, SPEAKER = 7, 3, 4, 9

#: One measure alone; a closed way stands in four rows, for each way has its own approaches.
ALONE = {
    "phone": Effects(closed=frozenset({Channel.PHONE})),
    "email": Effects(closed=frozenset({Channel.EMAIL})),
    "in-person": Effects(closed=frozenset({Channel.IN_PERSON})),
    "social-media": Effects(closed=frozenset({Channel.SOCIAL_MEDIA})),
    "named-person": Effects(named=ONE_PERSON),
    "no-names": Effects(no_names=True),
    "third-party": Effects(third=SPEAKER),
    "recorded-line": Effects(recorded_line=True),
    "limits": Effects(days=frozenset({0, 3})),
    "closed-matter": Effects(closed_matters=frozenset({MATTER})),
}
IN = (A.ADJUSTMENT, A.DATA_COMPLAINT, A.APPEAL, A.NEXT_STAGE)
THEIRS = (A.WRITE_EMAIL, A.CALL, A.VISIT, A.POST_ONLINE)
OURS = (A.SEND_EMAIL, A.SEND_TEXT, A.RING, A.SEND_LETTER, A.MEET)
ADDING = (A.ADD, A.ADD_TO_CLOSED)
INTAKE = "intake never closes: an adjustment, a data complaint, an appeal and the next stage get in as ever"
NEW = "a new matter always gets in"
OTHER_WAY = "it is another way than the closed one"

#: The measure, what is done, what becomes of it, and why. `COLLEAGUE` is who acts, on case `MATTER`.
TABLE: list[tuple[str, tuple[Approach, ...], Ruling, str]] = [
    ("phone", (A.NEW_MATTER,), OK, NEW),
    ("phone", IN, OK, INTAKE),
    ("phone", ADDING, OK, "what they add on our website was never closed"),
    ("phone", (A.CALL,), ANOTHER, "a call is written down, and answered in the way that is open"),
    ("phone", (A.WRITE_EMAIL, A.VISIT, A.POST_ONLINE), OK, OTHER_WAY),
    ("phone", (A.RING, A.SEND_TEXT), NO, "both reach them by the telephone that is closed"),
    ("phone", (A.SEND_EMAIL, A.SEND_LETTER, A.MEET), OK, OTHER_WAY),
    ("phone", (A.REPLY, A.SIGN), OK, "who answers, and in whose name, is another question"),
    ("email", (A.NEW_MATTER,), OK, NEW),
    ("email", IN, OK, INTAKE),
    ("email", ADDING, OK, "what they add on our website was never closed"),
    ("email", (A.WRITE_EMAIL,), ANOTHER, "mail is kept, and answered in the way that is open"),
    ("email", (A.CALL, A.VISIT, A.POST_ONLINE), OK, OTHER_WAY),
    ("email", (A.SEND_EMAIL,), NO, "we do not write by the way that we closed"),
    ("email", (A.SEND_TEXT, A.RING, A.SEND_LETTER, A.MEET), OK, OTHER_WAY),
    ("email", (A.REPLY, A.SIGN), OK, "who answers, and in whose name, is another question"),
    ("in-person", (A.NEW_MATTER,), OK, NEW),
    ("in-person", IN, OK, INTAKE),
    ("in-person", ADDING, OK, "what they add on our website was never closed"),
    ("in-person", (A.VISIT,), ANOTHER, "what they say at a desk is written down, and answered in another way"),
    ("in-person", (A.WRITE_EMAIL, A.CALL, A.POST_ONLINE), OK, OTHER_WAY),
    ("in-person", (A.MEET,), NO, "nobody meets somebody whom they are not to meet"),
    ("in-person", (A.SEND_EMAIL, A.SEND_TEXT, A.RING, A.SEND_LETTER), OK, OTHER_WAY),
    ("in-person", (A.REPLY, A.SIGN), OK, "who answers, and in whose name, is another question"),
    ("social-media", (A.NEW_MATTER,), OK, NEW),
    ("social-media", IN, OK, INTAKE),
    ("social-media", ADDING, OK, "what they add on our website was never closed"),
    ("social-media", (A.POST_ONLINE,), ANOTHER, "what they post to us is written down, and answered in another way"),
    ("social-media", (A.WRITE_EMAIL, A.CALL, A.VISIT), OK, OTHER_WAY),
    ("social-media", OURS, OK, "we answer by none of these on social media"),
    ("social-media", (A.REPLY, A.SIGN), OK, "who answers, and in whose name, is another question"),
    ("named-person", (A.NEW_MATTER,), ANOTHER, "it gets in, and goes to the one person"),
    ("named-person", IN, OK, INTAKE + "; who decides them is fixed elsewhere"),
    ("named-person", ADDING, ANOTHER, "it is kept, and the one person answers it"),
    ("named-person", THEIRS, OK, "every way stays open; staff pass it on"),
    ("named-person", OURS, OK, "every way stays open to the one person"),
    ("named-person", (A.REPLY,), NO, "a colleague does not answer in place of the one person"),
    ("named-person", (A.SIGN,), OK, "they know the one person's name"),
    ("no-names", (A.NEW_MATTER,), OK, NEW),
    ("no-names", IN, OK, INTAKE),
    ("no-names", ADDING, OK, "only our names are withheld"),
    ("no-names", THEIRS, OK, "every way stays open"),
    ("no-names", OURS, OK, "every way stays open"),
    ("no-names", (A.REPLY,), OK, "we answer as ever"),
    ("no-names", (A.SIGN,), ANOTHER, "the name of the team stands under it"),
    ("third-party", (A.NEW_MATTER,), OK, NEW),
    ("third-party", IN, OK, INTAKE),
    ("third-party", ADDING, OK, "what they write themselves is kept and worked as ever"),
    ("third-party", THEIRS, OK, "nobody is kept from telling us something"),
    ("third-party", OURS, ANOTHER, "our words go to the representative, who passes them on"),
    ("third-party", (A.REPLY,), OK, "it is answered, to the representative"),
    ("third-party", (A.SIGN,), OK, "names are not withheld"),
    ("recorded-line", (A.NEW_MATTER,), OK, NEW),
    ("recorded-line", IN, OK, INTAKE),
    ("recorded-line", ADDING, OK, "only calls go to the line"),
    ("recorded-line", (A.CALL,), ANOTHER, "the call is put through to the line, and listened to"),
    ("recorded-line", (A.WRITE_EMAIL, A.VISIT, A.POST_ONLINE), OK, OTHER_WAY),
    ("recorded-line", OURS, OK, "it is about their calls to us, not ours to them"),
    ("recorded-line", (A.REPLY, A.SIGN), OK, "who answers, and in whose name, is another question"),
    ("limits", (A.NEW_MATTER,), OK, NEW + ", on every day"),
    ("limits", IN, OK, INTAKE),
    ("limits", ADDING, ANOTHER, "it is kept, and read on the fixed days"),
    ("limits", THEIRS, OK, "every way stays open; it is read on the fixed days"),
    ("limits", OURS, OK, "we may write on any day"),
    ("limits", (A.REPLY, A.SIGN), OK, "an early answer harms nobody"),
    ("closed-matter", (A.NEW_MATTER,), OK, "something new is a new case"),
    ("closed-matter", IN, OK, INTAKE),
    ("closed-matter", (A.ADD,), OK, "while the case is open, what they add is read"),
    ("closed-matter", (A.ADD_TO_CLOSED,), ANOTHER, "it is kept with the case, and wakes nothing"),
    ("closed-matter", THEIRS, OK, "about everything else they are answered"),
    ("closed-matter", OURS, OK, "about everything else we write as ever"),
    ("closed-matter", (A.REPLY,), NO, "we have said that we answer no more on it"),
    ("closed-matter", (A.SIGN,), OK, "names are not withheld"),
]


def rows() -> Iterator[tuple[str, Approach, Ruling, str]]:
    for measure, approaches, ruling, why in TABLE:
        yield from ((measure, one, ruling, why) for one in approaches)


def of(measure: str, approach: Approach) -> tuple[Ruling, str]:
    """What becomes of it, and why, by the table."""
    return next((ruling, why) for its, one, ruling, why in rows() if (its, one) == (measure, approach))


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("measure", "approach", "ruling", "why"), list(rows()))
def test_what_a_measure_does_to_each_thing_that_anybody_might_do(
    measure: str, approach: Approach, ruling: Ruling, why: str
) -> None:
    said = answer(ALONE[measure], approach, case=MATTER, by=COLLEAGUE)

    assert said.ruling is ruling, why
    assert (said.because is None) is (ruling is OK), "whatever stands in the way has a name"


def test_the_table_speaks_of_every_measure_and_every_approach_once() -> None:
    spoken = [(measure, approach) for measure, approach, _ruling, _why in rows()]

    assert sorted(spoken) == sorted((measure, approach) for measure in ALONE for approach in Approach)
    assert {Measure.CHANNEL, *(Measure(name) for name in ALONE if name in set(Measure))} == set(Measure)


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize("approach", sorted(ALWAYS_IN))
def test_intake_never_closes_whatever_stands_together(approach: Approach) -> None:
    everything = Effects(
        closed=frozenset(Channel) - {Channel.WEB},
        named=ONE_PERSON,
        no_names=True,
        third=SPEAKER,
        recorded_line=True,
        days=frozenset({0}),
        most=1,
        closed_matters=frozenset({MATTER}),
    )

    assert answer(everything, approach, case=MATTER).ruling is not NO


#: Who or what makes the difference, what is in force, what becomes of it, and why.
BESIDES = [
    ("named-person", A.REPLY, {"case": 1, "by": ONE_PERSON}, OK, "the one person answers"),
    ("closed-matter", A.REPLY, {"case": 8, "by": COLLEAGUE}, OK, "another case is another matter"),
    ("closed-matter", A.ADD_TO_CLOSED, {"case": 8}, OK, "another closed case opens again as ever"),
    ("third-party", A.SEND_EMAIL, {"third": True}, OK, "it goes to the representative already"),
    ("email", A.SEND_EMAIL, {"third": True}, OK, "the representative's own mail was never closed"),
    ("phone", A.CALL, {"third": True}, OK, "the representative may ring for them"),
]


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("measure", "approach", "facts", "ruling", "why"), BESIDES)
def test_a_measure_reaches_no_further_than_whom_and_what_it_is_about(
    measure: str, approach: Approach, facts: dict[str, int], ruling: Ruling, why: str
) -> None:
    assert answer(ALONE[measure], approach, **facts).ruling is ruling, why  # type: ignore[arg-type]


#: What is closed, how they are reached otherwise, how they asked to be reached, how we reach them, and why.
WAYS = [
    ({Channel.EMAIL}, Reach.LETTER, Reach.EMAIL, Reach.LETTER, "the way that was written down"),
    ({Channel.EMAIL}, Reach.PHONE, Reach.EMAIL, Reach.PHONE, "any open way may be written down"),
    ({Channel.PHONE}, Reach.EMAIL, Reach.TEXT, Reach.EMAIL, "a text rings the same telephone"),
    ({Channel.PHONE}, Reach.EMAIL, Reach.LETTER, Reach.LETTER, "their own way is open"),
    ({Channel.IN_PERSON}, Reach.LETTER, Reach.IN_PERSON, Reach.LETTER, "nobody meets them"),
    ({Channel.SOCIAL_MEDIA}, Reach.LETTER, Reach.EMAIL, Reach.EMAIL, "we write to nobody there"),
]


@pytest.mark.clause("RP-8")
@pytest.mark.parametrize(("shut", "instead", "asked", "used", "why"), WAYS)
def test_where_their_way_is_closed_we_write_in_another(
    shut: set[Channel], instead: Reach, asked: Reach, used: Reach, why: str
) -> None:
    effects = Effects(closed=frozenset(shut), instead=instead)

    assert effects.reach(asked) is used, why
    assert effects.shuts(asked) is (used is not asked), why


def test_whoever_has_no_restriction_meets_nothing_in_the_way() -> None:
    assert not NOTHING
    assert {answer(NOTHING, approach, case=MATTER, by=COLLEAGUE) for approach in Approach} == {Answer(OK)}
