"""What must hold on every page that any test visits, so that no test need say it."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from xml.etree.ElementTree import Element

import html5lib
import polib

TRANSLATIONS = Path(__file__).parent.parent / "translations"
UNLABELLED = {"hidden", "submit", "button", "reset", "image"}
WITHIN_A_LINE = {"a", "abbr", "b", "bdi", "code", "em", "i", "mark", "small", "span", "strong", "sub", "sup", "time"}
UNSEEN = {"script", "style", "template", "head", "noscript"}
HTMX_ADDRESSES = {f"data-hx-{verb}" for verb in ("get", "post", "put", "patch", "delete")}
TOKEN = re.compile(r'(name="csrf_token"[^>]* value=")[^"]+')
LOADED = {"script": "src", "link": "href", "img": "src", "source": "src", "iframe": "src", "use": "href"}


@lru_cache(maxsize=4)
def _parsed(html: str) -> Element:
    """The tree of a page: whoever checks it and whoever reads it next share one, and leave it as it is."""
    root: Element = html5lib.parse(html, namespaceHTMLElements=False)
    return root


class Page:
    """The HTML of one answer, ready to be asked about."""

    def __init__(self, html: str, url: str) -> None:
        self.url = url
        self.root = _parsed(html)
        self.elements = [element for element in self.root.iter() if isinstance(element.tag, str)]
        self.within = {child: parent for parent in self.elements for child in parent}
        self.ids = Counter(element.attrib["id"] for element in self.elements if "id" in element.attrib)

    def all(self, *tags: str) -> list[Element]:
        return [element for element in self.elements if element.tag in tags]

    def around(self, element: Element) -> Iterator[Element]:
        """The elements that hold this one, nearest first."""
        while (parent := self.within.get(element)) is not None:
            yield parent
            element = parent


def words_of(element: Element) -> str:
    """What a person can read in it, white space made single."""
    return " ".join("".join(_seen(element)).split())


def _seen(element: Element) -> Iterator[str]:
    if element.tag in UNSEEN or not isinstance(element.tag, str):
        return
    edge = "" if element.tag in WITHIN_A_LINE else " "
    yield edge + (element.text or "")
    for child in element:
        yield from _seen(child)
        yield child.tail or ""
    yield edge


def _shown(element: Element) -> str:
    """The element's opening tag, as a reader of the failure would look for it."""
    attributes = "".join(
        f' {name}="{value}"' for name, value in element.attrib.items() if name in ("id", "name", "href", "class")
    )
    return f"<{element.tag}{attributes}>"


#: Pages that this process has judged before and found good.
_found_good: set[tuple[bytes, str, int | None, bool]] = set()


def check_page(html: str, url: str, status: int | None = 200, *, part: bool = False) -> None:
    """Fails with one sentence for each thing that is wrong. `part` is a piece that HTMX puts into a page.

    Raises:
        AssertionError: naming the address and every fault.
    """
    # The same page, but for the token that differs in every session, need not be judged twice.
    same = (sha256(TOKEN.sub(r"\1a-token", html).encode()).digest(), url, status, part)
    if same in _found_good:
        return
    faults = faults_of(html, url, status, part=part)
    listed = "\n".join(f"  - {fault}" for fault in faults)
    assert not faults, f"{url} (answered {status}) is not as every page must be:\n{listed}"
    _found_good.add(same)


def faults_of(html: str, url: str, status: int | None = 200, *, part: bool = False) -> list[str]:
    """The sentences that `check_page` fails with."""
    page = Page(html, url)
    checks = [_ids, _labels, _forms, _htmx, _inline, _words, _elsewhere]
    if not part:
        checks += [_frame, _references, _language]
    faults = [fault for check in checks for fault in check(page)]
    return faults + ([] if part else list(_title(page, status)))


def _frame(page: Page) -> Iterator[str]:
    if not page.root.get("lang"):
        yield "The page does not say its language (lang on html)."
    for tag in ("main", "h1"):
        if (number := len(page.all(tag))) != 1:
            yield f"There must be one {tag}; there are {number}."


def _title(page: Page, status: int | None) -> Iterator[str]:
    titles = [" ".join((title.text or "").split()) for title in page.all("title") if page.within[title].tag == "head"]
    title = titles[0] if titles else ""
    heading = words_of(page.all("h1")[0]) if page.all("h1") else ""
    if not heading:
        yield "The heading has no words."
        return
    before, found, _ = title.partition(heading)
    in_error = any("data-error-summary" in element.attrib for element in page.elements)
    if not found:
        yield f'The title "{title}" does not say the heading "{heading}".'
    elif in_error and not (before == "Error: " or (before.endswith(": ") and not _is_english(page))):
        yield f'The title "{title}" must start with "Error: ": the page has an error summary.'
    elif before and not in_error:
        yield f'The title "{title}" must start with the heading "{heading}".'
    if status == 422 and not in_error:
        yield "The page answered 422, but has no error summary."
    if in_error and status not in (409, 422, None):
        yield f"The page has an error summary, but answered {status} and not 422."


def _is_english(page: Page) -> bool:
    return page.root.get("lang", "en").startswith("en")


def _ids(page: Page) -> Iterator[str]:
    for identifier, number in page.ids.items():
        if number > 1:
            yield f'The id "{identifier}" is used {number} times.'


def _references(page: Page) -> Iterator[str]:
    for element in page.elements:
        named = [
            (name, element.get(name, ""))
            for name in ("for", "form", "aria-describedby", "aria-labelledby", "aria-controls")
        ]
        for name, identifiers in named:
            for identifier in identifiers.split():
                if identifier not in page.ids:
                    yield f'{_shown(element)} has {name}="{identifier}", but nothing has that id.'
        if element.tag == "a" and (target := element.get("href", "")).startswith("#") and target[1:] not in page.ids:
            yield f'{_shown(element)} leads nowhere: nothing has the id "{target[1:]}".'


def _labels(page: Page) -> Iterator[str]:
    labelled = {label.get("for") for label in page.all("label") if words_of(label)}
    for field in page.all("input", "select", "textarea"):
        if field.tag == "input" and field.get("type", "text") in UNLABELLED:
            continue
        named = field.get("aria-label") or field.get("aria-labelledby")
        if not (named or field.get("id") in labelled or any(one.tag == "label" for one in page.around(field))):
            yield f"{_shown(field)} has no label."


def _forms(page: Page) -> Iterator[str]:
    for form in page.all("form"):
        if not form.get("action"):
            yield f"{_shown(form)} has no action."
        if form.get("method", "get").lower() == "post":
            tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token" and one.get("value")]
            if len(tokens) != 1:
                yield f"{_shown(form)} must have one csrf_token; it has {len(tokens)}."


def _htmx(page: Page) -> Iterator[str]:
    """What HTMX fetches can be had without it: by the element itself, or by a link or form elsewhere."""
    plain = {urljoin(page.url, link.get("href", "")) for link in page.all("a") if link.get("href")}
    plain |= {urljoin(page.url, form.get("action", "")) for form in page.all("form") if form.get("action")}
    for element in page.elements:
        for name in element.attrib:
            if name.startswith("hx-"):
                yield f"{_shown(element)} has {name}: write data-{name}."
            if name.startswith("data-hx-on"):
                yield f"{_shown(element)} has {name}: it would need eval."
        for name in HTMX_ADDRESSES & element.attrib.keys():
            itself = element.get("href") or element.get("action") or element.get("formaction")
            if not itself and urljoin(page.url, element.attrib[name]) not in plain:
                yield f"{_shown(element)} has {name} with no plain href or action beside it."


def _inline(page: Page) -> Iterator[str]:
    for element in page.elements:
        if element.tag == "style":
            yield "There is a style element: the styles live in static/."
        if element.tag == "script" and not element.get("src"):
            yield "There is an inline script: scripts live in static/."
        for name, value in element.attrib.items():
            if name == "style" or re.fullmatch(r"on[a-z]+", name):
                yield f'{_shown(element)} has {name}="{value}": nothing is inline.'
            if name in ("href", "action", "src") and value.strip().lower().startswith("javascript:"):
                yield f"{_shown(element)} runs a script from its {name}."


def _words(page: Page) -> Iterator[str]:
    words = words_of(page.root)
    for pattern, what in (
        (r"\bNone\b(?! of\b)", "None"),
        (r"\{\{|\{%|%\(\w+\)s", "a piece of a template"),
        (r"&(amp|lt|gt|quot|#\d+);", "a doubly escaped letter"),
        (
            r"<[A-Z]\w+ \w|<\w+\.\w+ object|\b(Kind|Act|Stage|Channel|Role|Right)\.[A-Z_]+\b",
            "the name of a Python object",
        ),
    ):
        if found := re.search(pattern, words):
            around = words[max(0, found.start() - 30) : found.end() + 30]
            yield f'A person would read {what}: "... {around} ..."'


def _language(page: Page) -> Iterator[str]:
    """A page in another language holds no sentence that has a translation into it."""
    language = page.root.get("lang", "en")
    english = _translated_into(language)
    for element in page.elements if english else []:
        its_own = next((one.get("lang") for one in (element, *page.around(element)) if one.get("lang")), language)
        for text in (element.text, *(child.tail for child in element)):
            words = " ".join((text or "").split())
            if its_own == language and words in english:
                yield f'The page is in "{language}", but says "{words}".'


@cache
def _translated_into(language: str) -> frozenset[str]:
    """The English sentences, of two words and more, that have another wording in this language."""
    folder = TRANSLATIONS / language.replace("-", "_") / "LC_MESSAGES"
    entries = [entry for file in folder.glob("*.po") for entry in polib.pofile(str(file)) if not entry.fuzzy]
    return frozenset(
        " ".join(one.msgid.split()) for one in entries if one.msgstr not in ("", one.msgid) and " " in one.msgid
    )


def _elsewhere(page: Page) -> Iterator[str]:
    here = urlsplit(page.url).netloc
    for element in page.all(*LOADED):
        if element.tag == "link" and element.get("rel", "") in ("canonical", "alternate"):
            continue
        address = urlsplit(urljoin(page.url, element.get(LOADED[element.tag]) or ""))
        if address.netloc != here and address.scheme != "data":
            yield f"{_shown(element)} loads from another place: {address.geturl()}"
