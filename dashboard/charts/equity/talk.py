"""How the messages of one class spread over its families, without names."""

import altair as alt
import numpy as np
import polars as pl

from dashboard.charts.theme import SOFT, Picture, layered, share_axis, themed, tone
from dashboard.words import percent

HALF, QUARTER = 0.5, 0.25
STEPS = 10


def talk_curve(curve: pl.DataFrame, title: str, *, grey: bool = False) -> Picture:
    """The share of the messages that the quieter families wrote, beside the line of equal talk. No names.

    curve: share_of_families, share_of_messages, from (0, 0) to (1, 1), quietest families first. Between two points of
    it lies one family, so it is drawn through tenths of the families, to whole per cent, and no point can be read off.
    `grey`: too little is known to lean on it.
    """
    shares = alt.Scale(domain=[0, 1])
    base = alt.Chart(_in_tenths(curve)).encode(
        x=alt.X("share_of_families:Q", title="share of the families, quietest first", scale=shares, axis=share_axis()),
        y=alt.Y("share_of_messages:Q", title="share of the messages", scale=shares, axis=share_axis()),
    )
    equal = base.mark_line(color=tone("unknown"), strokeDash=[5, 4], tooltip=None).encode(y="share_of_families:Q")
    said = alt.Chart(pl.DataFrame({"at": [HALF], "said": ["if all wrote equally"]}))
    label = said.mark_text(align="right", dx=-8, dy=-6, color=SOFT, tooltip=None).encode(
        x="at:Q", y="at:Q", text="said"
    )
    area = base.mark_area(color=tone("line" if grey else "perhaps"), opacity=0.6, tooltip=None)
    line = base.mark_line(color=tone("unknown" if grey else "known"), strokeWidth=2.5, tooltip=None)
    return themed(
        layered(area, equal, line, label),
        title,
        "A curve from none of the families to all of them, quietest first, against the share of the messages they"
        f" wrote. The further it hangs below the straight line, the fewer families do the talking. {_spoken(curve)}",
        height=300,
    )


def _in_tenths(curve: pl.DataFrame) -> pl.DataFrame:
    tenths = [step / STEPS for step in range(STEPS + 1) if curve.height]
    written = [round(share, 2) for share in _written(curve, *tenths)]
    drawn = {"share_of_families": tenths, "share_of_messages": written}
    return pl.DataFrame(drawn, schema=dict.fromkeys(drawn, pl.Float64))


def _spoken(curve: pl.DataFrame) -> str:
    if curve.is_empty():
        return "Nobody posted."
    quieter, others = _written(curve, HALF, 1 - QUARTER)
    return (
        f"The quieter half of the families wrote {percent(quieter)} of the messages,"
        f" the most talkative quarter {percent(1 - others)}."
    )


def _written(curve: pl.DataFrame, *quietest: float) -> list[float]:
    """The shares of the messages that such shares of the families wrote, the quietest: points of the curve."""
    return np.interp(quietest, curve["share_of_families"], curve["share_of_messages"]).tolist() if quietest else []
