"""The stages of a case, the steps between them, how a case ends, and why a step may be refused."""

from enum import StrEnum


class Stage(StrEnum):
    """Where a case is."""

    RECEIVED = "received"
    OFFERED = "offered"
    IN_HAND = "in-hand"
    WAITING = "waiting"
    RESTING = "resting"
    CLOSED = "closed"


class Step(StrEnum):
    """One thing that can be done to a case, by staff or by the customer."""

    ACKNOWLEDGE = "acknowledge"
    ROUTE = "route"
    ACCEPT = "accept"
    SEND_BACK = "send-back"
    TAKE = "take"
    GIVE = "give"
    REPLY = "reply"
    EXPLAIN = "explain"
    ASK = "ask"
    CARRY_ON = "carry-on"
    HEAR = "hear"
    WRITE = "write"
    NOTE = "note"
    CHANGE_KIND = "change-kind"
    CLOSE = "close"
    REOPEN = "reopen"
    CLEAR_UP = "clear-up"
    APPOINT = "appointments"
    ADD = "add"
    WITHDRAW = "withdraw"
    AGREE = "agree"
    MEET = "meet"
    REPORT = "report"
    DECIDE = "decision"
    APPROVE = "approve"
    TAKE_UP = "take-up"
    ACCEPT_LATE = "accept-late"
    SAY_WHEN = "when"
    REST = "rest"
    GO_ON = "go-on"
    RAISE = "next-stage"
    SIGN = "signs"
    KEEP_APART = "keep-apart"
    LINK = "join"
    SPLIT = "split"
    NEXT_STAGE = "ask-next-stage"
    COMPLAIN = "complain"


class Outcome(StrEnum):
    """How a case came to be closed; the last eight close without a full reply and each needs its reason in words."""

    ANSWERED = "answered"
    THANKED = "thanked"
    RESOLVED_AT_FIRST_CONTACT = "resolved-at-first-contact"
    WITHDRAWN = "withdrawn"
    NOT_OURS = "not-ours"
    ALREADY_ANSWERED = "already-answered"
    HEARD_NOTHING = "heard-nothing"
    SAME_AS_ANOTHER = "same-as-another"
    NOTHING_TO_ANSWER = "nothing-to-answer"
    NOBODY_TO_ANSWER = "nobody-to-answer"
    NOT_ACCEPTED = "not-accepted"
    NOT_TAKEN_UP = "not-taken-up"


#: What staff can choose between when they close a case without a full reply (clause CC-7: never silently). That a
#: complaint came too late is one of them for a complaint alone (E-06).
CLOSING_WITHOUT_REPLY = (
    Outcome.WITHDRAWN,
    Outcome.NOT_OURS,
    Outcome.ALREADY_ANSWERED,
    Outcome.HEARD_NOTHING,
    Outcome.SAME_AS_ANOTHER,
    Outcome.NOTHING_TO_ANSWER,
    Outcome.NOBODY_TO_ANSWER,
    Outcome.NOT_ACCEPTED,
)


class Why(StrEnum):
    """Why a step is refused; `templates/components/refusal.html` turns each into a sentence."""

    CLOSED_ALREADY = "closed-already"
    NOT_CLOSED = "not-closed"
    NOT_FROM_HERE = "not-from-here"
    NOT_YOUR_ROLE = "not-your-role"
    NOT_YOUR_TEAM = "not-your-team"
    NOT_OFFERED = "not-offered"
    NOT_ACCEPTED_YET = "not-accepted-yet"
    ACKNOWLEDGED_ALREADY = "acknowledged-already"
    PRAISES_NOBODY_YET = "praises-nobody-yet"
    COMPLIMENT_NEEDS_NO_REPLY = "compliment-needs-no-reply"
    NO_NAMED_CONTACT = "no-named-contact"
    NO_REPLY_PROMISED = "no-reply-promised"
    CLOCK_IS_STOPPED = "clock-is-stopped"
    YOURS_ALREADY = "yours-already"
    NOT_IN_TEAM = "not-in-team"
    SAME_TEAM = "same-team"
    SAME_KIND = "same-kind"
    DATE_NOT_LATER = "date-not-later"
    DATE_NOT_WORKING_DAY = "date-not-working-day"
    DATE_TOO_LATE = "date-too-late"
    DATE_NOT_KNOWN = "date-not-known"
    DATE_NOT_YET = "date-not-yet"
    WAITING_ALREADY = "waiting-already"
    NOT_WAITING = "not-waiting"
    REASON_MISSING = "reason-missing"
    DOES_NOT_FIT = "does-not-fit"
    DECIDED_ALREADY = "decided-already"
    SOMEBODY_ELSE = "somebody-else"
    SPEAKS_ALREADY = "speaks-already"
    NOBODY_KNOWN = "nobody-known"
    NOTHING_TO_EXPLAIN = "nothing-to-explain"
    SEALED = "sealed"
    TIME_PASSED = "time-passed"
    PLACE_SHUT = "place-shut"
    NOT_OVER_YET = "not-over-yet"
    NEEDS_DECISION = "needs-decision"
    NOT_A_COMPLAINT = "not-a-complaint"
    PARTS_MISSING = "parts-missing"
    NEEDS_APPROVAL = "needs-approval"
    APPROVAL_NOT_ASKED = "approval-not-asked"
    APPROVER_IS_AUTHOR = "approver-is-author"
    DECIDED_EARLIER_STAGE = "decided-earlier-stage"
    KEPT_APART = "kept-apart"
    NO_STAGE_AFTER = "no-stage-after"
    STAGE_NOT_ANSWERED = "stage-not-answered"
    NOT_PROMISED_HERE = "not-promised-here"
    ALREADY_AGREED = "already-agreed"
    HAS_A_NAME = "has-a-name"
    RESTING_ALREADY = "resting-already"
    NOT_RESTING = "not-resting"
    OTHER_PROCEDURE = "other-procedure"
    NOT_TAKEN_UP = "not-taken-up"
    NEEDS_HIGHER_ROLE = "needs-higher-role"
    COMPLAINED_ALREADY = "complained-already"
    SAME_CASE = "same-case"
    NOT_SAME_CUSTOMER = "not-same-customer"
    OTHER_IS_CLOSED = "other-is-closed"
    OTHER_IS_JOINED = "other-is-joined"
    NOT_ALIKE = "not-alike"
    SEALED_DIFFERENTLY = "sealed-differently"
    SPEAKERS_DIFFER = "speakers-differ"
    JOINED_ALREADY = "joined-already"
    NOT_JOINED = "not-joined"
    NOT_ANSWERED_THERE = "not-answered-there"
    WORDS_NOT_THEIRS = "words-not-theirs"
    IN_ANOTHER_GROUP = "in-another-group"
    HAS_ITS_OWN = "has-its-own"
    GROUP_IS_FULL = "group-is-full"
    MOVED_ON = "moved-on"
    CAME_IN_TIME = "came-in-time"
    DECIDED_THE_RESTRICTION = "decided-the-restriction"
    HEARS_NO_APPEALS = "hears-no-appeals"
    ONLY_THE_NAMED = "only-the-named"
    MATTER_CLOSED = "matter-closed"
    WAY_CLOSED = "way-closed"


class StepRefused(Exception):
    """A step is not allowed now; `why` and `facts` are what the refusing sentence is made of."""

    def __init__(self, step: Step, why: Why, **facts: object) -> None:
        self.step, self.why, self.facts = step, why, facts
        super().__init__(f"{step}: {why}")
