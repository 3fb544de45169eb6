"""How GOV.UK Frontend's published options become our macros' arguments."""

from typing import Any

from markupsafe import Markup

NO_SCRIPT = "GOV.UK Frontend's script is not loaded, so nothing would read it"
NEXT_PAGE = "a follow-up question is asked on the next page; a reveal fails axe's aria-allowed-attr"
NO_ATTRIBUTES = "nobody needs attributes on this inner part"
#: Options of the published components that ours leave out, and why. A fixture that uses one is not vendored.
LEFT_OUT = {
    "behaviour": NO_SCRIPT,
    "disableAutoFocus": NO_SCRIPT,
    "preventDoubleClick": NO_SCRIPT,
    "conditional": NEXT_PAGE,
    "label.attributes": NO_ATTRIBUTES,
    "hint.attributes": NO_ATTRIBUTES,
    "hint.classes": NO_ATTRIBUTES,
    "errorMessage.attributes": NO_ATTRIBUTES,
    "errorMessage.classes": NO_ATTRIBUTES,
    "fieldset.attributes": NO_ATTRIBUTES,
    "fieldset.classes": NO_ATTRIBUTES,
    "fieldset.describedBy": "a field is described by its own hint and error",
    "formGroup.attributes": NO_ATTRIBUTES,
    "prefix.attributes": NO_ATTRIBUTES,
    "prefix.classes": NO_ATTRIBUTES,
    "suffix.attributes": NO_ATTRIBUTES,
    "suffix.classes": NO_ATTRIBUTES,
    "inputWrapper": NO_ATTRIBUTES,
    "isStartButton": "our start page is made of links",
    "card": "nobody needs a summary card",
    "namePrefix": "the caller gives each box its whole name",
    "actions": "a panel has no buttons of its own",
    "key.classes": "the columns of a list have one width everywhere",
    "actions.classes": NO_ATTRIBUTES,
    "link": NO_ATTRIBUTES,
    "box": "each box of a date takes digits, said by inputmode alone, and no look of its own but its width",
    "empty item": "a list of ours has no empty entries, and published ids count them",
    "interruption": "we never stop a person with a page in between",
    "truth": "the value of an item is text or a number, never true or false",
    "fieldset": "a group of boxes always has a legend",
}

FIELD = {
    "id": "id",
    "idPrefix": "id",
    "name": "name",
    "value": "value",
    "type": "type",
    "rows": "rows",
    "disabled": "disabled",
    "classes": "classes",
    "attributes": "attributes",
    "describedBy": "described_by",
    "spellcheck": "spellcheck",
    "autocomplete": "autocomplete",
    "inputmode": "inputmode",
    "autocapitalize": "autocapitalize",
    "pattern": "pattern",
    "label.text": "label",
    "label.html": "label",
    "label.classes": "label_classes",
    "label.isPageHeading": "page_heading",
    "hint.text": "hint",
    "hint.html": "hint",
    "errorMessage.text": "error",
    "errorMessage.html": "error",
    "formGroup.classes": "group_classes",
    "prefix.text": "prefix",
    "prefix.html": "prefix",
    "suffix.text": "suffix",
    "suffix.html": "suffix",
    "items": "items",
    "values": "values",
    "fieldset.legend.text": "legend",
    "fieldset.legend.html": "legend",
    "fieldset.legend.classes": "legend_classes",
    "fieldset.legend.isPageHeading": "page_heading",
}
TEXT = {"text": "text", "html": "text", "classes": "classes", "attributes": "attributes", "id": "id"}
LINK = {"text": "text", "html": "text", "href": "href", "visuallyHiddenText": "hidden"}
ITEM = {
    "text": "text",
    "html": "text",
    "value": "value",
    "id": "id",
    "name": "name",
    "checked": "checked",
    "selected": "selected",
    "disabled": "disabled",
    "attributes": "attributes",
    "divider": "divider",
    "hint.text": "hint",
    "hint.html": "hint",
    "label.classes": "label_classes",
    "format": "format",
    "classes": "classes",
    "colspan": "colspan",
    "rowspan": "rowspan",
}
ROW = {
    "key.text": "key",
    "key.html": "key",
    "value.text": "value",
    "value.html": "value",
    "classes": "classes",
    "actions.items": "actions",
}
#: For each component: our macro's file and name, and which argument of ours is which published option.
COMPONENTS: dict[str, tuple[str, dict[str, str]]] = {
    "back-link": (
        "back_link",
        {"text": "text", "html": "text", "href": "href", "classes": "classes", "attributes": "attributes"},
    ),
    "button": (
        "button",
        TEXT | {"href": "href", "name": "name", "value": "value", "type": "type", "disabled": "disabled"},
    ),
    "checkboxes": ("checkboxes", FIELD),
    "date-input": ("date_input", FIELD),
    "details": ("details", TEXT | {"summaryText": "summary", "summaryHtml": "summary", "open": "open"}),
    "error-message": ("error_message", TEXT | {"visuallyHiddenText": "prefix"}),
    "error-summary": (
        "error_summary",
        {
            "titleText": "title",
            "titleHtml": "title",
            "descriptionText": "description",
            "descriptionHtml": "description",
            "errorList": "errors",
            "classes": "classes",
            "attributes": "attributes",
        },
    ),
    "hint": ("hint", TEXT),
    "input": ("input", FIELD),
    "inset-text": ("inset_text", TEXT),
    "label": ("label", TEXT | {"for": "for", "isPageHeading": "page_heading"}),
    "notification-banner": (
        "notification_banner",
        {
            "text": "text",
            "titleText": "title",
            "titleHtml": "title",
            "html": "caller",
            "titleId": "id",
            "type": "kind",
            "role": "role",
            "classes": "classes",
            "attributes": "attributes",
            "titleHeadingLevel": "level",
        },
    ),
    "panel": (
        "panel",
        {
            "titleText": "title",
            "titleHtml": "title",
            "text": "text",
            "html": "text",
            "headingLevel": "level",
            "classes": "classes",
            "attributes": "attributes",
        },
    ),
    "radios": ("radios", FIELD),
    "select": ("select", FIELD),
    "summary-list": ("summary_list", {"rows": "rows", "classes": "classes", "attributes": "attributes"}),
    "table": (
        "table",
        {
            "rows": "rows",
            "head": "head",
            "caption": "caption",
            "captionClasses": "caption_classes",
            "firstCellIsHeader": "first_cell_is_header",
            "classes": "classes",
            "attributes": "attributes",
        },
    ),
    "tag": ("tag", {"text": "text", "html": "text", "classes": "colour", "attributes": "attributes"}),
    "textarea": ("textarea", FIELD),
    "warning-text": ("warning_text", TEXT | {"iconFallbackText": "warning"}),
}


class LeftOut(Exception):
    """This fixture uses an option that ours leaves out; it carries the option's name in LEFT_OUT."""


def arguments(component: str, options: dict[str, Any]) -> dict[str, Any]:
    """Our macro's arguments for one published fixture's options. Raises LeftOut for an option that we leave out."""
    if component == "date-input":
        options = with_boxes(options)
    given = renamed(options, COMPONENTS[component][1])
    if component == "back-link":
        given.setdefault("href", "#")
    if component == "notification-banner":
        given.setdefault("title", "Success" if given.get("kind") == "success" else "Important")
        given.setdefault("id", "govuk-notification-banner-title")
    if component == "panel" and "interruption" in given.get("classes", ""):
        raise LeftOut("interruption")
    if component == "tag":
        given["colour"] = given.get("colour", "").removeprefix("govuk-tag--")
    if "fieldset" in options and "legend" not in given:
        raise LeftOut("fieldset")
    return given


def with_boxes(options: dict[str, Any]) -> dict[str, Any]:
    """Every published way of giving a date's boxes, as one list of boxes with their own names, labels and values."""
    names, values = ("day", "month", "year"), options.get("values", {})
    boxes = [box for box in options.get("items", []) if box]
    boxes = boxes or [{"name": name} | options.get(name, {}) for name in names if options.get(name) is not False]
    blamed = any(box.get("error") for box in boxes)
    for box in boxes:
        if set(box) - {"name", "label", "id", "value", "error", "autocomplete"}:
            raise LeftOut("box")
        box.setdefault("value", (options.get(box["name"]) or values).get("value", values.get(box["name"])))
    return {key: value for key, value in options.items() if key not in {*names, "values"}} | {
        "items": [
            box
            | {"label": box.get("label", box["name"].capitalize()), "width": 4 if box["name"] == "year" else 2}
            | {"error": bool(box.get("error", "errorMessage" in options and not blamed))}
            for box in boxes
        ]
    }


def renamed(options: dict[str, Any], names: dict[str, str], path: str = "") -> dict[str, Any]:
    """The options under our names; nested ones are named by their path, and a list is converted item by item."""
    found: dict[str, Any] = {}
    for key, value in options.items():
        here = f"{path}{key}"
        if value is None:
            continue
        if here in names:
            found[names[here]] = converted(key, value)
        elif isinstance(value, dict) and any(name.startswith(f"{here}.") for name in names):
            found |= renamed(value, names, f"{here}.")
        else:
            raise LeftOut("link" if names is LINK else here if here in LEFT_OUT else key)
    return found


def converted(key: str, value: Any) -> Any:
    """HTML that was published as HTML is marked so; lists are lists of our own items."""
    if key in {"html", "titleHtml", "summaryHtml", "descriptionHtml"}:
        return Markup(value)
    if not isinstance(value, list) or key == "values":
        return value
    if key == "items" and not all(value):
        raise LeftOut("empty item")
    if any(isinstance(item, dict) and isinstance(item.get("value"), bool) for item in value):
        raise LeftOut("truth")
    if key == "errorList" or any("href" in item for item in value if isinstance(item, dict)):
        return [renamed(item, LINK) for item in value]
    if key == "items" and any("label" in item and isinstance(item["label"], str) for item in value):
        return value
    if key in {"items", "head"}:
        return [renamed(item, ITEM) for item in value]
    return [
        [renamed(cell, ITEM) for cell in row] if isinstance(row, list) else renamed(row, ROW) for row in value if row
    ]
