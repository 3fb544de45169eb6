"""What has an address and is no page to be looked at, and forms that may be sent with nothing in them: each why."""

from collections.abc import Mapping

_FILE, _ON = "it is a file to take away", "it leads to another page at once"
NO_PAGES: Mapping[str, str] = {
    "backoffice.letter_to_post": _FILE,
    "backoffice.restriction_paper": _FILE,
    "backoffice.start_letter": _FILE,
    "backoffice.words_to_make": _FILE,
    "council.brand": "it is a style sheet",
    "council.favicon": "it is a picture",
    "council.health": "it is for machines",
    "council.robots": "it is for machines",
    "portal.answers_for": _FILE,
    "portal.appointment_file for": _FILE,
    "portal.appointment_file track": _FILE,
    "portal.came_back_to_list": _ON,
    "portal.choose_messages": _ON,
    "portal.file_for": _FILE,
    "portal.leave": "it leads away from us",
    "portal.with_link": _ON,
}
_WHY, _MORE = "nobody has to say why", "nobody has to say more than that"
_AS_IT_WAS = "where nothing is chosen, it stays as it was"
TAKEN_EMPTY: Mapping[str, str] = {
    "backoffice.decide": "what is missing is listed; what is asked is only whether to send it all the same",
    "backoffice.decide_authority choose": _AS_IT_WAS,
    "backoffice.decision_learn": "a decision is written part by part, and this part may wait",
    "backoffice.decision_wanted": "a decision is written part by part, and this part may wait",
    "backoffice.own_keys": "a box without a tick is an answer",
    "backoffice.plain_words": "of no words there is nothing to say",
    "backoffice.warning": "without words there is no warning",
    "portal.answer how": "nobody has to need anything",
    "portal.answer signs": "nothing of it may be so",
    "portal.answer when": "nobody has to know when",
    "portal.answer_equality": "nobody has to answer any of it",
    "portal.ask_for_going_on": _WHY,
    "portal.ask_for_next_stage": _WHY,
    "portal.ask_to_explain": _MORE,
    "portal.called_off": _WHY,
    "portal.changed_reach": _AS_IT_WAS,
    "portal.send_appeal": _WHY,
    "portal.take_back": _WHY,
}
