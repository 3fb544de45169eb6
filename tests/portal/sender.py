"""Somebody at the public site who attaches files."""

import io

from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import encode_multipart

from tests.page import words_of
from tests.portal.visitor import Visitor


class Sender(Visitor):
    """A visitor who attaches files to what she tells us."""

    def begins(self, kind: str = "request") -> "Sender":
        """The question about files; the others can wait."""
        self._read(self.client.post("/tell-us/kind", data={"kind": kind}, follow_redirects=True))
        self.open("/tell-us/files")
        return self

    def sends(self, *chosen: tuple[bytes, str], more: bool = True, **changed: str) -> "Sender":
        """Choose these files and press a button: to add them, or to go on."""
        form = next(form for form in self.page.all("form") if form.get("enctype"))
        hidden = {one.get("name"): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"}
        fields = MultiDict({**hidden, **({"more": "yes"} if more else {}), **changed})
        for data, name in chosen or [(b"", "")]:
            fields.add("files", FileStorage(io.BytesIO(data), name))
        boundary, body = encode_multipart(fields)
        way = f"multipart/form-data; boundary={boundary}"
        answer = self.client.open(
            form.get("action", ""), method="POST", data=body, content_type=way, follow_redirects=True
        )
        self._read(answer)
        return self

    def removes(self, name: str) -> "Sender":
        """Press the button beside a file."""
        for form in self.page.all("form"):
            for button in form.iter("button"):
                if button.get("name") == "remove" and name in words_of(button):
                    hidden = {one.get("name"): one.get("value", "") for one in form.iter("input")}
                    sent = {**hidden, "remove": button.get("value")}
                    self._read(self.client.post(form.get("action", ""), data=sent, follow_redirects=True))
                    return self
        raise AssertionError(f"There is no {name} to remove.")

    @property
    def attached(self) -> list[str]:
        """The names of the files that the page lists."""
        listed = [one for one in self.page.all("button") if one.get("name") == "remove"]
        return [words_of(one).removeprefix("Remove ") for one in listed]
