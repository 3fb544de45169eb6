"""`bywhen bench`: the table of how quick and how big every page is, at a small size and at a large one."""

import json
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path

import click

from shared.worker.benching.actions import ACTIONS
from shared.worker.benching.council import made_up, opened
from shared.worker.benching.figures import Figures, Table, aims, measure, ratio
from shared.worker.installation import charter_of, data_option, settings_of

COLUMNS = ("median ms", "95% ms", "working ms", "statements", "wire B", "page B", "first visit B")


@click.command("bench")
@click.option("--cases", default="1000,100000", show_default=True, help="The sizes, with a comma between.")
@click.option("--times", default=60, show_default=True, type=click.IntRange(1), help="How often each is done.")
@click.option("--json", "file", type=click.Path(dir_okay=False, path_type=Path), help="Also write the figures there.")
@click.option("--organisation", help="Whose charter, in place of BYWHEN_ORGANISATION.")
@data_option
def bench_command(cases: str, times: int, file: Path | None, organisation: str | None, data: Path | None) -> None:
    """Measure every page on made-up cases. They are kept in the data folder, so that the next run begins at once."""
    sizes = _sizes(cases)
    settings = settings_of(data)
    settings = replace(settings, organisation=organisation) if organisation else settings
    charter = charter_of(settings)
    files = [made_up(settings.data / "bench", charter, size) for size in sizes]
    with ExitStack() as stack:
        councils = [stack.enter_context(opened(file, settings)) for file in files]
        table = {action.name: dict(zip(sizes, measure(councils, action, times), strict=True)) for action in ACTIONS}
    click.echo("\n".join(_lines(table, sizes)))
    if file:
        file.write_text(json.dumps(_plain(table), indent=1), encoding="utf-8")


def _sizes(typed: str) -> list[int]:
    try:
        sizes = sorted({int(size) for size in typed.split(",")})
    except ValueError as why:
        raise click.BadParameter("write numbers with a comma between, such as 1000,100000") from why
    if not sizes or sizes[0] < 1:
        raise click.BadParameter("every size is at least 1")
    return sizes


def _lines(table: Table, sizes: Sequence[int]) -> list[str]:
    """The table, then each aim in words."""
    head = [
        "",
        *(f"{size:,} cases: {COLUMNS[0]}" if not n else name for size in sizes for n, name in enumerate(COLUMNS)),
    ]
    rows = [[*head, "ratio"]]
    for name, by_size in table.items():
        times = ratio(by_size)
        cells = [cell for size in sizes for cell in _cells(by_size[size])]
        rows.append([name, *cells, f"{times:.2f}" if times else ""])
    widths = [max(len(row[n]) for row in rows) for n in range(len(rows[0]))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    lines += ["", "What we aim at:"]
    lines += [f"  {'met    ' if met else 'NOT met'}  {aim}" for aim, met in aims(table)]
    return lines


def _cells(figures: Figures) -> list[str]:
    sizes = [f"{size:,}" if size else "" for size in (figures.wire, figures.page, figures.first_visit)]
    return [f"{figures.median:.1f}", f"{figures.slow:.1f}", f"{figures.working:.1f}", str(figures.statements), *sizes]


def _plain(table: Table) -> dict[str, object]:
    figures = {name: {str(size): vars(one) for size, one in sizes.items()} for name, sizes in table.items()}
    return {"figures": figures, "aims": [{"aim": aim, "met": met} for aim, met in aims(table)]}
