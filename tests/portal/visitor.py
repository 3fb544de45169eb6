"""Somebody at the public site without a browser: opens pages, fills in forms, goes where she is sent."""

from werkzeug.test import TestResponse

from tests.client import CheckingClient
from tests.page import Page, words_of

#: What somebody answers when a test does not say otherwise, question by question.
ANSWERS = {
    "whom": {"whom": "myself"},
    "service": {"service": "not-sure"},
    "signs": {},
    "safety": {},
    "words": {"words": "Nobody came on Tuesday."},
    "because": {"because": "no"},
    "elsewhere": {},
    "when": {},
    "wanted": {"wanted": "Come on Friday."},
    "reach": {"reach": "email"},
    "who": {"name": "Morag MacLeod", "email": "morag@customer.example"},
    "files": {},
    "customer": {"customer_name": "Ina MacLeod", "customer_email": "ina@customer.example"},
    "speaker": {"relation": "I am her daughter", "organisation": ""},
    "consent": {"evidence": "link"},
    "messages": {"messages_to": "both"},
    "needs": {"different": "no"},
    "how": {"format": "standard", "language": "en", "interpreter": "", "times": "", "needs": ""},
    "check": {},
}


class Visitor:
    """One person with one browser window."""

    def __init__(self, client: CheckingClient) -> None:
        self.client = client

    def open(self, path: str) -> "Visitor":
        """Go there, and wherever that leads."""
        return self._read(self.client.get(path, follow_redirects=True))

    def press(self, *, as_it_was: "Page | None" = None, **answers: str) -> "Visitor":
        """Fill in the form of this page (or of one that stayed open) and press its button."""
        page = as_it_was or self.page
        form = next(form for form in page.all("form") if form.get("method") == "post")
        hidden = {
            one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"
        }
        return self._read(self.client.post(form.get("action", ""), data={**hidden, **answers}, follow_redirects=True))

    def types(self, **answers: "str | tuple[str, ...]") -> "Visitor":
        """The same where a field has several boxes, such as those of a date."""
        form = next(form for form in self.page.all("form") if form.get("method") == "post")
        hidden = {
            one.get("name", ""): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"
        }
        sent = {**hidden, **{name: list(one) if isinstance(one, tuple) else one for name, one in answers.items()}}
        return self._read(self.client.post(form.get("action", ""), data=sent, follow_redirects=True))

    def answers(self) -> "Visitor":
        """Answer this page as usual."""
        return self.press(**ANSWERS[self.question])

    def tells(self, kind: str, until: str | None = None, **other: str) -> "Visitor":
        """Answer every question of a journey, up to `until`; `other` replaces answers by the names of their fields."""
        self.open("/").open(self.link(f"kind={kind}"))
        while (question := self.question) and question != until:
            usual = ANSWERS[question]
            changed = {name: other[name] for name in other if name in usual or question in ("who", name)}
            self.press(**{**usual, **changed})
            assert self.status == 200, self.words
        return self

    def link(self, part: str) -> str:
        """The first address on this page that holds this."""
        links = [one.get("href", "") for one in self.page.all("a")]
        return next(link for link in links if part in link)

    @property
    def question(self) -> str:
        """The question that stands on this page, by its address; empty outside the journey."""
        return self.path.rsplit("/", 1)[1].split("?")[0] if self.path.startswith("/tell-us/") else ""

    @property
    def words(self) -> str:
        """What can be read in the page's main part."""
        return words_of(self.page.all("main")[0])

    @property
    def heading(self) -> str:
        """The page's heading."""
        return words_of(self.page.all("h1")[0])

    @property
    def errors(self) -> list[str]:
        """The lines of the error summary, once it is sure that the same words stand beside a field."""
        summaries = [one for one in self.page.elements if "data-error-summary" in one.attrib]
        return [words_of(link) for one in summaries for link in one.iter("li")]

    def value(self, name: str) -> str:
        """What stands in a field now; of radios, the one chosen."""
        for one in self.page.all("input", "textarea"):
            if one.get("name") != name:
                continue
            if one.get("type") == "radio":
                if "checked" in one.attrib:
                    return one.get("value", "")
                continue
            return (one.text or "").lstrip("\n") if one.tag == "textarea" else one.get("value", "")
        return ""

    def _read(self, response: TestResponse) -> "Visitor":
        self.status = response.status_code
        self.path = response.request.full_path.rstrip("?")
        self.page = Page(response.get_data(as_text=True), self.path)
        return self
