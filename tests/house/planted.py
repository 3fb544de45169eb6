"""A fault for every rule of the house, with the sentence it deserves; and what the rules must leave in peace."""

from collections.abc import Callable
from pathlib import Path

from tests.house import floors, habits, templates

Rule = Callable[[Path], list[str]]

# What is planted, and the sentence that must be said about it: a reason for every rule.
FAULTS: list[tuple[Rule, str, str, str]] = [
    (
        floors.wrong_imports,
        "portal/forms.py",
        "from backoffice import blueprint",
        "portal.forms may not know backoffice.blueprint (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/charter/promises.py",
        "def f():\n    from shared.models import cases",
        "shared.charter.promises may not know shared.models.cases (line 2).",
    ),
    (
        floors.wrong_imports,
        "shared/models/cases.py",
        "from shared.delivery import smtp",
        "shared.models.cases may not know shared.delivery.smtp (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/web/pages.py",
        "import shared.worker.commands",
        "shared.web.pages may not know shared.worker.commands (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/worker/serve.py",
        "from shared.app import create_app",
        "shared.worker.serve may not know shared.app.create_app (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/web/forms.py",
        "from ..worker import commands",
        "shared.web.forms may not know shared.worker.commands (line 1).",
    ),
    (
        floors.wrong_imports,
        "portal/start.py",
        "import sqlalchemy as sa",
        "portal.start may not know sqlalchemy (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/casework/intake.py",
        "import flask",
        "shared.casework.intake may not know flask (line 1).",
    ),
    (
        floors.wrong_imports,
        "shared/web/filters.py",
        "import sqlalchemy",
        "shared.web.filters may not know sqlalchemy (line 1).",
    ),
    (floors.wrong_imports, "shared/attic/box.py", "", "shared.attic.box is in no room of the house."),
    (
        habits.too_large,
        "portal/long.py",
        "x = 1\n" * 301,
        "portal/long.py has 301 lines; 300 is the most.",
    ),
    (
        habits.too_large,
        "portal/start.py",
        "def f():\n" + "    x = 1\n" * 40,
        "portal.start.f has 41 lines; 40 is the most.",
    ),
    (
        habits.too_large,
        "templates/a.html",
        "<p>\n" * 121,
        "templates/a.html has 121 lines; 120 is the most.",
    ),
    (
        habits.drawers,
        "shared/web/utils.py",
        "",
        "shared/web/utils.py is a drawer: name it after the thing it is about.",
    ),
    (
        habits.drawers,
        "templates/common/a.html",
        "",
        "templates/common/a.html is a drawer: name it after the thing it is about.",
    ),
    (
        habits.words_of_other_trades,
        "portal/start.py",
        "def open_ticket(): pass",
        "portal/start.py: open_ticket says ticket; the house has another word.",
    ),
    (
        habits.words_of_other_trades,
        "portal/start.py",
        "class TicketForm: pass",
        "portal/start.py: TicketForm says ticket; the house has another word.",
    ),
    (
        habits.without_opening_line,
        "portal/start.py",
        "x = 1",
        "portal/start.py does not open with a line that says what it is for.",
    ),
    (
        habits.wall_clocks,
        "shared/casework/clocks.py",
        "at = datetime.datetime.now(UTC)",
        "shared/casework/clocks.py reads the wall clock (line 1): take `at` from the caller.",
    ),
    (
        habits.wall_clocks,
        "portal/start.py",
        "day = date.today()",
        "portal/start.py reads the wall clock (line 1): take `at` from the caller.",
    ),
    (
        habits.wall_clocks,
        "shared/models/cases.py",
        "made = column(default=datetime.utcnow)",
        "shared/models/cases.py reads the wall clock (line 1): take `at` from the caller.",
    ),
    (
        habits.commits_in_casework,
        "shared/casework/intake.py",
        "session.commit()",
        "shared/casework/intake.py commits (line 1): only the edge does.",
    ),
    (
        habits.promises_outside_the_charter,
        "portal/about.py",
        'words = "within 5 working days"',
        'portal/about.py promises "5 working days" (line 1): only the charter may.',
    ),
    (
        habits.promises_outside_the_charter,
        "templates/a.html",
        "{{ _('Within five working days') }}",
        'templates/a.html promises "five working days": only the charter may.',
    ),
    (
        habits.machine_paths,
        "README.md",
        "Look in /" + "home/ann/bywhen.",
        'README.md names a folder of one machine: "/' + 'home/".',
    ),
    (
        templates.unreadable,
        "templates/a.html",
        "{% if %}",
        "templates/a.html cannot be read: Expected an expression, got 'end of statement block' (line 1).",
    ),
    (templates.unused, "templates/portal/a.html", "", "templates/portal/a.html is used by nothing."),
    (
        templates.inline,
        "templates/a.html",
        '<p style="color: red">',
        "templates/a.html: style on <p>; nothing is inline.",
    ),
    (
        templates.inline,
        "templates/a.html",
        "<script>{{ x }}</script>",
        "templates/a.html: an inline script; it belongs in static/.",
    ),
    (
        templates.inline,
        "templates/a.html",
        '<a onclick="{{ x }}">',
        "templates/a.html: onclick on <a>; nothing is inline.",
    ),
    (
        templates.inline,
        "templates/a.html",
        '<a hx-get="/">',
        "templates/a.html: hx-get on <a>; only data-hx- attributes, and none that is a script.",
    ),
    (
        templates.inline,
        "templates/a.html",
        '<a{% if x %} class="y"{% endif %} data-hx-get="{{ x }}">',
        "templates/a.html: data-hx-get on <a> with no plain href or action beside it.",
    ),
    (
        templates.untranslated,
        "templates/a.html",
        "<p>{% trans %}Good{% endtrans %} morning</p>",
        'templates/a.html says "morning" outside translation.',
    ),
    (
        templates.untranslated,
        "templates/a.html",
        '<img alt="A bridge">',
        'templates/a.html says "A bridge" outside translation.',
    ),
    (
        templates.untranslated,
        "templates/a.html",
        '{{ button("Send it now") }}',
        'templates/a.html says "Send it now" outside translation.',
    ),
]

# What the rules must leave in peace.
SOUND: list[tuple[Rule, str, str]] = [
    (
        floors.wrong_imports,
        "portal/start.py",
        "from portal import forms\nfrom shared.casework import intake\nimport re",
    ),
    (floors.wrong_imports, "shared/web/unit_of_work.py", "from sqlalchemy.orm import Session"),
    (habits.without_opening_line, "portal/__init__.py", ""),
    (habits.wall_clocks, "shared/web/now.py", "datetime.now(UTC)"),
    (habits.wall_clocks, "shared/web/pages.py", "at = now.now()"),
    (habits.promises_outside_the_charter, "shared/charter/clock.py", '"""So 5 working days from Monday."""'),
    (templates.unused, "portal/start.py", 'show(f"errors/{code}.html")'),
    (templates.untranslated, "templates/a.html", '<p class="x">{{ _("Good morning") }} 12 {{ name }}</p>'),
    (templates.untranslated, "templates/a.html", "{% trans n=n %}Good {{ n }}{% pluralize %}Bad{% endtrans %}"),
    (templates.inline, "templates/a.html", '<form action="/" data-hx-post="/"><script src="/a.js"></script>'),
]
