"""The latest announcements, a row each, newest on top: on roll, may have seen it, read, acknowledged."""

from types import MappingProxyType

import altair as alt
import polars as pl

from dashboard.charts.reach.bands import BAND, BAND_LOOKS, DIRECT, OPEN, READ, ROLL
from dashboard.charts.reach.headed import HEADED, MARKS, headings_spoken, place, whole_rows, with_places, words
from dashboard.charts.theme import Picture, drawn, key, layered, pointed, themed, whole

THICK, THIN = 18, 8  # pixels
TOLD = MappingProxyType({"heading": "announcement", "note": "families", "acknowledged": DIRECT})


def announcement_list(bands: pl.DataFrame, title: str, *, select: bool = False) -> Picture:
    """A row an announcement, newest on top, all on one axis of families.

    bands: announcement, sent_at, label (its date and first words), n, floor, direct, ceiling (null: not known),
    read_low and read_high (null: no read count), complete. Of one that is not over yet no figure is drawn.
    `select`: a press on a row selects its announcement, as the parameter "announcement".
    """
    frame = bands.sort("sent_at", descending=True).with_columns(_said()).pipe(with_places)
    over, open_ = frame.filter("complete"), frame.filter(~pl.col("complete"))
    band, read, direct = (over.drop_nulls(name) for name in ("ceiling", "read_low", "direct"))
    parts = {BAND: band, READ: read, DIRECT: direct, ROLL: frame, OPEN: open_}
    seen = [part for part, rows in parts.items() if not rows.is_empty()]
    stretches = [
        _stretch(frame, ROLL, "n", height=2),
        _stretch(open_, OPEN, "n", height=THICK),
        _stretch(band, BAND, "ceiling", low="floor", height=THICK),
        _stretch(read, READ, "read_high", low="read_low", height=THIN),
        _points(frame, ROLL, "n").mark_tick(height=THICK, thickness=2.5, opacity=1, yOffset=MARKS, tooltip=None),
    ]
    dots = _points(direct, DIRECT, "direct").mark_point(size=90, opacity=1, strokeWidth=2, yOffset=MARKS, tooltip=None)
    picture = layered(
        *(drawn(layer, "part", BAND_LOOKS, seen, key(3)) for layer in stretches),
        pointed(dots, "part", BAND_LOOKS, seen, key(3)),
        *words(frame),
        whole_rows(frame, TOLD, pressed="announcement" if select else None),
    )
    finished = themed(
        picture,
        title,
        "One row an announcement, newest first: how many families may have seen it, at least and at most."
        f" {headings_spoken(frame)}",
        height=alt.Step(HEADED),
    )
    return finished.properties(params=[*finished["params"], *picture["params"]]) if select else finished


def _said() -> list[pl.Expr]:
    """heading, note (read by 77 to 99 of 165, else 20 to 120 of 164), short (read 77 to 99) and acknowledged (by 7)."""
    seen, read = (
        pl.when(pl.col(low) == pl.col(high)).then(pl.format("{}", low)).otherwise(pl.format("{} to {}", low, high))
        for low, high in (("floor", "ceiling"), ("read_low", "read_high"))
    )
    of = pl.format(" of {}", "n")
    figures = {
        "note": pl.coalesce(pl.concat_str(pl.lit("read by "), read, of), pl.concat_str(seen, of)),
        "short": pl.coalesce(pl.concat_str(pl.lit("read "), read), seen),
        "acknowledged": pl.format("by {}", "direct"),
    }
    said = {name: figure.fill_null("not known") for name, figure in figures.items()}
    return [
        pl.col("label").alias("heading"),
        *(pl.when("complete").then(figure).otherwise(pl.lit(OPEN)).alias(name) for name, figure in said.items()),
    ]


def _families(field: str) -> alt.X:
    return alt.X(f"{field}:Q", title="families", scale=alt.Scale(domainMin=0), axis=whole())


def _stretch(frame: pl.DataFrame, part: str, high: str, *, low: str | None = None, height: float) -> alt.Chart:
    ends = {"from": pl.lit(0) if low is None else pl.col(low), "to": pl.col(high)}
    bars = alt.Chart(frame.select("place", part=pl.lit(part), **ends))
    bars = bars.mark_bar(height=height, strokeWidth=1.5, opacity=1, yOffset=MARKS, tooltip=None)
    return bars.encode(x=_families("from"), x2="to:Q", y=place())


def _points(frame: pl.DataFrame, part: str, at: str) -> alt.Chart:
    return alt.Chart(frame.select("place", part=pl.lit(part), at=at)).encode(x=_families("at"), y=place())
