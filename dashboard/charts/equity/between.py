"""Do the classes differ by more than chance? The share of families heard against the size of the class."""

import altair as alt
import polars as pl

from dashboard.charts.equity.labels import Room, with_labels
from dashboard.charts.equity.readings import UNPLACED
from dashboard.charts.theme import NARROW, Look, Picture, by_name, drawn, key, layered, pointed, themed
from dashboard.words import percent

CLASS, OUTSIDE = "a class", "a class outside the grey band"
BANDS = {0.998: "chance alone: 499 of 500 classes", 0.95: "chance alone: 19 of 20 classes"}  # the widest undermost
WIDENED = {BANDS[0.95]: "chance, widened: the classes differ by more", BANDS[0.998]: "the same, wider still"}
FUNNEL_LOOKS = {
    CLASS: Look("known", "known"),
    OUTSIDE: Look("paper", "look", shape="diamond"),
    UNPLACED: Look("paper", "unknown", (3, 2)),
    BANDS[0.95]: Look("line", "line", shape="square"),
    BANDS[0.998]: Look("least", "unknown", shape="square"),
}
POOLED = Look("soft", "soft", (5, 4), "stroke")
ALONE = 44  # pixels a band is wide where all classes are of one size
HEIGHT = 320  # pixels
TELEPHONE = 240  # pixels the plot has there
MOST_NAMED = 12  # classes; where there are more, the pointer tells their names


def funnel(
    classes: pl.DataFrame, limits: pl.DataFrame, target: float | None, title: str, *, inflated: bool = False
) -> Picture:
    """A point a class at its families on roll and the share of them heard, on the bands that chance alone fills.

    classes: class, families, heard, share, place (inside, beyond_95, beyond_998; null: no limits, or linked_enough is
    false), linked_enough. limits: families, level (0.95, 0.998), low, high; no rows: no bands. target: the share of
    all classes together; None: no line. A class that is not linked_enough is hollow and grey. inflated: the limits were
    widened because the classes differ by more than chance, and the legend says so.
    """
    room = _room(classes, limits)
    points = _points(classes)
    levels = set(limits["level"])
    words = WIDENED if inflated else {}
    named = {level: words.get(name, name) for level, name in BANDS.items() if level in levels}
    pooled = {} if target is None else {f"all of them together: {percent(target)}": POOLED}
    looks = {words.get(part, part): look for part, look in FUNNEL_LOOKS.items()} | pooled
    seen = [*points["part"], *named.values(), *pooled]
    bands = [_band(limits.filter(level=level), name, room) for level, name in named.items()]
    lines = [
        alt.Chart(pl.DataFrame({"part": [name], "share": [target]})).mark_rule(tooltip=None).encode(y=_y("share", room))
        for name in pooled
    ]
    dots = alt.Chart(points).mark_point(size=110, opacity=1, strokeWidth=2.2)
    dots = dots.encode(x=_x(room), y=_y("share", room), tooltip=[alt.Tooltip("class:N"), alt.Tooltip("note:N")])
    names = [
        _names(points, room, TELEPHONE, f"width < {NARROW}"),
        _names(points, room, NARROW, f"width >= {NARROW}"),
    ]
    layers = [drawn(layer, "part", looks, seen, key()) for layer in (*bands, *lines)]
    return themed(
        layered(*layers, pointed(dots, "part", looks, seen, key()), *names),
        title,
        "One point a class, by its families on roll and the share of them heard, on the bands within which"
        f" {'chance and their greater differences' if inflated else 'chance alone'} would put most classes."
        f" {_spoken(classes)}",
        height=HEIGHT,
    )


def _room(classes: pl.DataFrame, limits: pl.DataFrame) -> Room:
    """One family more at each side than there are, and the shares from below the lowest up to 1."""
    sizes = [*classes["families"], *limits["families"], 1]
    lowest = min([*classes["share"].drop_nulls(), *limits["low"].drop_nulls(), 1.0])
    first = min(sizes[:-1], default=1) - 1
    return Room((first, max(sizes) + 1), (lowest * 10 // 1 / 10, 1.0), HEIGHT)


def _x(room: Room) -> alt.X:
    scale = alt.Scale(domain=list(room.across), zero=False, nice=False)
    return alt.X("families:Q", title="families on roll", scale=scale, axis=_whole_steps(room))


def _whole_steps(room: Room) -> alt.Axis:
    return alt.Axis(format="d", tickCount=min(5, room.across[1] - room.across[0]))


def _y(field: str, room: Room) -> alt.Y:
    scale = alt.Scale(domain=list(room.upwards), zero=False, nice=False)
    return alt.Y(f"{field}:Q", title="share of families heard", scale=scale, axis=alt.Axis(format=".0%", tickCount=5))


def _band(limits: pl.DataFrame, name: str, room: Room) -> alt.Chart:
    """The limits of one level, as the legend names it."""
    rows = limits.sort("families").select("families", "low", "high", part=pl.lit(name))
    chart = alt.Chart(rows)
    mark = chart.mark_bar(width=ALONE, tooltip=None) if rows.height == 1 else chart.mark_area(tooltip=None)
    return mark.encode(x=_x(room), y=_y("low", room), y2=alt.Y2("high:Q"))


def _points(classes: pl.DataFrame) -> pl.DataFrame:
    """class, families, share, part, note: one row for each place; classes at the same place share it."""
    outside = pl.col("place").cast(pl.String).is_in(["beyond_95", "beyond_998"])
    part = pl.when(~pl.col("linked_enough")).then(pl.lit(UNPLACED)).when(outside).then(pl.lit(OUTSIDE))
    return (
        _in_order(classes)
        .drop_nulls("share")
        .with_columns(part=part.otherwise(pl.lit(CLASS)), note=pl.format("{} of {}", "heard", "families"))
        .group_by("families", "share", "part", "note", maintain_order=True)
        .agg(pl.col("class").str.join(", "))
    )


def _names(points: pl.DataFrame, room: Room, width: int, shown: str) -> alt.Chart:
    """The names that have room where the plot is so wide; drawn where `shown` is true of the plot's width."""
    labels = with_labels(points if points.height <= MOST_NAMED else points.clear(), room, width)
    text = alt.Chart(labels.drop("part", "note")).mark_text(
        align=alt.ExprRef("datum.align"),
        dx=alt.ExprRef("datum.dx"),
        dy=alt.ExprRef("datum.dy"),
        opacity=alt.ExprRef(f"{shown} ? 1 : 0"),
        tooltip=None,
    )
    return text.encode(x=_x(room), y=_y("share", room), text=alt.Text("class:N"))


def _in_order(classes: pl.DataFrame) -> pl.DataFrame:
    names = by_name(classes["class"])
    return classes.sort(pl.col("class").cast(pl.Enum(names)))


def _spoken(classes: pl.DataFrame) -> str:
    said = _in_order(classes).select(pl.format("{}: {} of {}", "class", "heard", "families").fill_null("not known"))
    return "; ".join(said.to_series()) + "."
