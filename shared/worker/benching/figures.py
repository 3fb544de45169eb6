"""What was measured, as figures, and whether it is what was aimed at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from statistics import median

from shared.worker.benching.actions import ACTIONS, Action
from shared.worker.benching.council import Council
from shared.worker.benching.visitor import Visit

#: The first times are slower, while templates are read and caches fill; they are not counted.
WARMING = 4
FIRST_VISIT, LATER_VISIT = 40_000, 15_000
SLOWER = 1.3


@dataclass(frozen=True)
class Figures:
    """One action at one size: milliseconds, statements at most, bytes over the wire at most.

    `slow` is what 95 of 100 stay under, `working` the median of the processor's own time.
    `page` is how many bytes the page has before it is compressed, `first_visit` what a first visitor fetches in all.
    """

    median: float
    slow: float
    working: float
    statements: int
    wire: int
    page: int = 0
    first_visit: int = 0
    times: int = 0
    trouble: str = ""


Table = Mapping[str, Mapping[int, Figures]]


def measure(councils: Sequence[Council], action: Action, times: int, warming: int = WARMING) -> list[Figures]:
    """Do it so many times in each council, after the first few that do not count.

    Turn by turn: whatever else this machine is doing slows all of them alike.
    """
    turns = zip_longest(*(action.do(council, times + warming) for council in councils))
    visits = [[visit for visit in column if visit] for column in zip(*turns, strict=True)]
    if not visits:
        return [Figures(0, 0, 0, 0, 0, trouble="there was no case to do it on") for _ in councils]
    return [_summed_up(council, action, each[warming:] or each) for council, each in zip(councils, visits, strict=True)]


def _summed_up(council: Council, action: Action, visits: Sequence[Visit]) -> Figures:
    if not visits:
        return Figures(0, 0, 0, 0, 0, trouble="there was no case to do it on")
    wrong = [visit.status for visit in visits if visit.status != action.status]
    figures = _figures(visits, trouble=f"{len(wrong)} of {len(visits)} answered {wrong[0]}" if wrong else "")
    return figures if not action.page else _with_page(council, action, figures)


def _figures(visits: Sequence[Visit], trouble: str) -> Figures:
    times = sorted(visit.seconds * 1000 for visit in visits)
    return Figures(
        median=median(times),
        slow=times[min(round(0.95 * len(times)), len(times) - 1)],
        working=median(visit.working * 1000 for visit in visits),
        statements=max(visit.statements for visit in visits),
        wire=max(visit.wire for visit in visits),
        times=len(times),
        trouble=trouble,
    )


def _with_page(council: Council, action: Action, figures: Figures) -> Figures:
    address, visitor = action.page, council.visitor()
    if address == "track":
        ((reference, key),) = council.cases(most=1)
        address = f"/track/{reference}/{key}"
    page = len(visitor.page(address).encode())
    return Figures(**{**vars(figures), "page": page, "first_visit": visitor.with_everything(address)})


def ratio(figures: Mapping[int, Figures]) -> float | None:
    """How many times slower the largest size is than the smallest; None for one size alone."""
    small, large = figures[min(figures)], figures[max(figures)]
    return large.median / small.median if len(figures) > 1 and small.median else None


def aims(table: Table) -> list[tuple[str, bool]]:
    """Each aim in words, and whether it was met."""
    by_name = {action.name: action for action in ACTIONS}
    found: list[tuple[str, bool]] = []
    for name, sizes in table.items():
        action, each = by_name[name], list(sizes.values())
        slowest, most = max(f.median for f in each), max(f.statements for f in each)
        if action.slowest is not None:
            found.append((f"{name} in under {action.slowest:g} ms: {slowest:.1f} ms", slowest < action.slowest))
        if action.status == 200:  # a page; what changes something may take more
            found.append((f"{name} with at most {action.statements} statements: {most}", most <= action.statements))
        if action.page:
            first, later = max(f.first_visit for f in each), max(f.wire for f in each)
            found.append((f"{name}, first visit under 40 kB: {first / 1000:.1f} kB", first < FIRST_VISIT))
            found.append((f"{name}, afterwards under 15 kB: {later / 1000:.1f} kB", later < LATER_VISIT))
        times = ratio(sizes) if action.grows else None
        if times is not None:
            found.append((f"{name} at most {SLOWER:g} times slower when large: {times:.2f}", times <= SLOWER))
        found += [(f"{name} works: {f.trouble}", False) for f in each if f.trouble]
    return found
