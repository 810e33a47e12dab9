"""Where the names of points stand, so that none covers a point or another name."""

from dataclasses import dataclass

import polars as pl

LETTER, LINE, DOT = 7, 13, 14  # pixels: a letter's width, a line's height, a point's size
SIDES = (("center", 0, -15), ("center", 0, 16), ("left", 10, 0), ("right", -10, 0))  # align, dx, dy: above first

Box = tuple[float, float, float, float]  # left, right, top, bottom


@dataclass(frozen=True)
class Room:
    """What a plot spans: families from, to; shares from, to; its height in pixels."""

    across: tuple[int, int]
    upwards: tuple[float, float]
    height: int


def with_labels(points: pl.DataFrame, room: Room, width: int) -> pl.DataFrame:
    """`points` (class, families, share) with room for a name in a plot so wide, and the name's align, dx and dy."""
    longest_first = points.sort(pl.col("class").str.len_chars(), descending=True, maintain_order=True)
    places = longest_first.select("families", "share").iter_rows()
    middles = [_middle(families, share, room, width) for families, share in places]
    taken = [_box(x, y, DOT, DOT, "center") for x, y in middles]
    rows = []
    for row, (x, y) in zip(longest_first.iter_rows(named=True), middles, strict=True):
        for align, dx, dy in SIDES:
            box = _box(x + dx, y + dy, LETTER * len(row["class"]), LINE, align)
            if _inside(box, room, width) and not any(_cross(box, other) for other in taken):
                taken.append(box)
                rows.append(row | {"align": align, "dx": dx, "dy": dy})
                break
    schema = dict(points.schema) | {"align": pl.String, "dx": pl.Int64, "dy": pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _middle(families: float, share: float, room: Room, width: int) -> tuple[float, float]:
    (first, last), (low, high) = room.across, room.upwards
    return (families - first) / (last - first) * width, (high - share) / (high - low) * room.height


def _box(x: float, y: float, width: float, height: float, align: str) -> Box:
    left = x - {"left": 0.0, "center": width / 2, "right": width}[align]
    return left, left + width, y - height / 2, y + height / 2


def _cross(box: Box, other: Box) -> bool:
    return box[0] < other[1] and other[0] < box[1] and box[2] < other[3] and other[2] < box[3]


def _inside(box: Box, room: Room, width: int) -> bool:
    return box[0] >= 0 and box[1] <= width and box[2] >= -LINE and box[3] <= room.height
