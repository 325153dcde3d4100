"""The pool's balance over the years as a picture (SVG): what is out, what is free, what was lost, above one another."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from html import escape
from typing import NamedTuple

from examples.narration import Narrator, Words
from examples.revolving.plan import WHERE
from examples.revolving.tally import Point

WIDTH, HEIGHT = 960, 540
LEFT, RIGHT, TOP, BOTTOM = 86, 24, 76, 96
"""The margins around the picture itself."""
STEP_CENTS = 50_000_00
"""Between two lines of the grid."""
INK, GRID = "#222222", "#d9d9d9"
LETTER = 7
"""How wide a letter of the legend is, about."""


class Band(NamedTuple):
    """One part of the balance; the first lies at the bottom."""

    of: Callable[[Point], int]
    colour: str
    words: Words


BANDS = (
    Band(lambda point: point.outstanding, "#33658a", Words("uitgeleend, uitstaand", "lent, outstanding")),
    Band(lambda point: point.free, "#9fd0a8", Words("vrij, weer uit te lenen", "free, to be lent again")),
    Band(lambda point: point.buffer, "#f2cf63", Words("buffer voor verlies", "buffer for losses")),
    Band(lambda point: point.written_off, "#c4562f", Words("afgeschreven", "written off")),
)
"""Told apart by lightness as well as by colour."""
PUT_IN = Words("ingelegd tot dan toe", "put in so far")


class Scale:
    """From days and cents to places in the picture."""

    def __init__(self, points: Sequence[Point]) -> None:
        self.first = date(points[0].on.year, 1, 1)
        self.last = date(points[-1].on.year + 1, 1, 1)
        most = max(sum(band.of(point) for band in BANDS) for point in points)
        self.top_cents = -(-most // STEP_CENTS) * STEP_CENTS

    def x(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(LEFT + share * (WIDTH - LEFT - RIGHT), 1)

    def y(self, cents: int) -> float:
        return round(HEIGHT - BOTTOM - cents / self.top_cents * (HEIGHT - TOP - BOTTOM), 1)


def draw(tell: Narrator, points: Sequence[Point]) -> str:
    """The whole picture."""
    scale = Scale(points)
    lines = [*_frame(tell, scale), *_bands(scale, points), *_axes(tell, scale), *_put_in(scale, points), *_legend(tell)]
    return "\n".join(lines) + "\n"


def _frame(tell: Narrator, scale: Scale) -> Iterator[str]:
    years = f"{scale.first.year}–{scale.last.year - 1}"
    title = tell.words(f"Buurtfonds {WHERE}: waar het geld is, {years}", f"Fund {WHERE}: where its money is, {years}")
    below = tell.words(
        "Verzonnen cijfers. Komt het geel boven de stippellijn, dan bracht de rente meer op dan er verloren ging.",
        "Made-up figures. Where the yellow rises above the dashed line, interest brought in more than was lost.",
    )
    yield (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'role="img" font-family="DejaVu Sans, Helvetica, Arial, sans-serif">'
    )
    yield f"<title>{escape(title)}</title>"
    yield f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>'
    yield _text(LEFT, 32, title, size=19, weight="bold")
    yield _text(LEFT, 56, below, size=13)


def _bands(scale: Scale, points: Sequence[Point]) -> Iterator[str]:
    """Each from the top of the one below to its own."""
    floor = [0] * len(points)
    for band in BANDS:
        roof = [below + band.of(point) for below, point in zip(floor, points, strict=True)]
        up, back = _steps(scale, points, roof), _steps(scale, points, floor)
        path = f"M{up[0]} L{' '.join(up[1:])} L{' '.join(reversed(back))} Z"
        yield f'<path d="{path}" fill="{band.colour}"/>'
        floor = roof


def _put_in(scale: Scale, points: Sequence[Point]) -> Iterator[str]:
    """A line over the bands and the grid."""
    line = " ".join(_steps(scale, points, [point.put_in for point in points]))
    yield f'<polyline points="{line}" fill="none" stroke="{INK}" stroke-width="1.6" stroke-dasharray="6 4"/>'


def _steps(scale: Scale, points: Sequence[Point], cents: Sequence[int]) -> list[str]:
    """An amount stands until the day on which it changes."""
    found: list[str] = []
    before: int | None = None
    for point, amount in zip(points, cents, strict=True):
        if amount == before:
            continue
        x = scale.x(point.on)
        if before is not None:
            found.append(f"{x},{scale.y(before)}")
        found.append(f"{x},{scale.y(amount)}")
        before = amount
    return [*found, f"{scale.x(scale.last)},{scale.y(cents[-1])}"]


def _axes(tell: Narrator, scale: Scale) -> Iterator[str]:
    right, bottom = WIDTH - RIGHT, HEIGHT - BOTTOM
    for cents in range(0, scale.top_cents + 1, STEP_CENTS):
        y = scale.y(cents)
        yield _line(LEFT, y, right, y, GRID if cents else INK)
        yield _text(LEFT - 8, y + 4, tell.whole_euros(cents), size=12, anchor="end")
    for year in range(scale.first.year, scale.last.year + 1):
        x = scale.x(date(year, 1, 1))
        yield _line(x, bottom, x, bottom + 6, INK)
        if year < scale.last.year:
            middle = (x + scale.x(date(year + 1, 1, 1))) / 2
            yield _text(middle, bottom + 20, str(year), size=12, anchor="middle")
    yield _line(LEFT, TOP, LEFT, bottom, INK)
    yield _text(LEFT - 8, TOP - 14, "euro", size=12, anchor="end")


def _legend(tell: Narrator) -> Iterator[str]:
    x, y = LEFT, HEIGHT - 34
    for band in BANDS:
        yield f'<rect x="{x}" y="{y}" width="16" height="16" fill="{band.colour}"/>'
        yield _text(x + 23, y + 13, tell.words(*band.words), size=13)
        x += 40 + LETTER * len(tell.words(*band.words))
    yield f'<line x1="{x}" y1="{y + 8}" x2="{x + 28}" y2="{y + 8}" stroke="{INK}" stroke-dasharray="6 4"/>'
    yield _text(x + 35, y + 13, tell.words(*PUT_IN), size=13)
    yield "</svg>"


def _line(x1: float, y1: float, x2: float, y2: float, colour: str) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="{colour}"/>'


def _text(x: float, y: float, words: str, *, size: int, anchor: str = "start", weight: str = "normal") -> str:
    style = f'font-size="{size}" text-anchor="{anchor}" font-weight="{weight}" fill="{INK}"'
    return f'<text x="{x}" y="{y}" {style}>{escape(words)}</text>'
