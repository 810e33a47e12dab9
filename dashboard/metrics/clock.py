"""What the times of an export tell of the clock that wrote them. Definitions in METRICS, "Hours".

A message is anything that a person sent (kind neither notice nor call).
"""

from datetime import date, datetime, time, timedelta

import numpy as np
import polars as pl

from parsers.schema import IS_MESSAGE

FEWEST = 200  # messages; of fewer the quietest hours are not known
QUIET = 6  # hours in a row
USUAL = (21, 22, 23, 0, 1, 2, 3)  # where the quietest hours of people who sleep at night begin
TURNS = (*USUAL, *range(4, 21))
AS_QUIET = 0.5  # share of the messages of the quietest usual hours that the quietest of all have at most
NOT_QUIET = 0.02  # share of all messages that the quietest usual hours have at least, or they are quiet
HOUR = 3_600_000  # milliseconds
HOURLY = pl.Schema({"chat": pl.String, "day": pl.Date, "messages": pl.Array(pl.UInt32, 24)})
QUARTER = timedelta(minutes=15)  # whole zones change by a multiple of it


def hourly(messages: pl.DataFrame) -> pl.DataFrame:
    """HOURLY: chat, day Date, messages Array[UInt32, 24]: how many in each hour of a day with any.

    Sorted by chat and day.
    """
    written = (
        messages.lazy()
        .filter(IS_MESSAGE)
        .select("chat", run=pl.col("chat").rle_id(), hour=pl.col("sent_at").dt.epoch("ms") // HOUR)
        .collect()
    )
    if written.is_empty():
        return pl.DataFrame(schema=HOURLY)
    run, hour = written["run"].to_numpy(), written["hour"].to_numpy()
    names = written["chat"].gather(np.flatnonzero(np.diff(run, prepend=-1)))
    chats = names.unique().sort()
    first = hour.min() // 24
    days = int(hour.max() // 24 - first + 1)
    begins = (chats.search_sorted(names).to_numpy().astype(np.int64) * days - first) * 24
    counts = np.bincount(begins[run] + hour, minlength=len(chats) * days * 24).reshape(-1, 24).astype(np.uint32)
    spoken = np.flatnonzero(counts.any(axis=1))
    return pl.DataFrame(
        {
            "chat": chats.gather(spoken // days),
            "day": pl.Series(first + spoken % days).cast(pl.Int32).cast(pl.Date),
            "messages": pl.Series(counts[spoken]),
        },
        schema=HOURLY,
    )


def quietest(hourly: pl.DataFrame) -> pl.DataFrame:
    """chat, messages UInt32, hour Int8?, share Float64?, unusual Boolean: a row a chat of HOURLY, sorted by chat.

    hour     at which the six hours in a row with the fewest messages begin; of equal ones the first from 21 on;
             null under 200 messages
    share    of all messages in those six hours; null under 200 messages
    unusual  they begin neither from 21 to 3, nor is there any usual time nearly as quiet: at most half of its messages,
             which are at least 2 % of all
    """
    by_hour = hourly.group_by("chat").agg(pl.col("messages").arr.get(hour).sum().alias(f"{hour}") for hour in range(24))
    counts = by_hour.drop("chat").to_numpy().astype(np.int64)
    in_six = sum((np.roll(counts, -later, axis=1) for later in range(QUIET)), np.zeros_like(counts))[:, TURNS]
    known, fewest, every = pl.col("messages") >= FEWEST, pl.col("fewest"), pl.col("messages")
    seldom = (fewest / every <= AS_QUIET * pl.col("usual") / every) & (pl.col("usual") / every >= NOT_QUIET)
    return (
        by_hour.select("chat")
        .with_columns(
            messages=pl.Series(counts.sum(axis=1)).cast(pl.UInt32),
            hour=pl.Series(np.array(TURNS)[in_six.argmin(axis=1)]).cast(pl.Int8),
            fewest=pl.Series(in_six.min(axis=1)),
            usual=pl.Series(in_six[:, : len(USUAL)].min(axis=1)),
        )
        .select(
            "chat",
            "messages",
            pl.when(known).then("hour"),
            share=pl.when(known).then(fewest / every),
            unusual=known & seldom,
        )
        .sort("chat")
    )


def impossible(messages: pl.DataFrame, zone: str) -> pl.DataFrame:
    """chat, sent_at: records, notices too, at a time that `zone` never had, as when summer time begins.

    Sorted by both. On a phone in that zone there are none.
    """
    first, last = messages["sent_at"].min(), messages["sent_at"].max()
    if not isinstance(first, datetime) or not isinstance(last, datetime):
        return messages.select("chat", "sent_at")
    never = (pl.col("sent_at").is_between(*gap, closed="left") for gap in gaps(first.date(), last.date(), zone))
    return messages.filter(pl.any_horizontal(pl.lit(False), *never)).select("chat", "sent_at").sort("chat", "sent_at")


def gaps(first: date, last: date, zone: str) -> list[tuple[datetime, datetime]]:
    """From when to before when the clocks of `zone` showed no time, on the days from `first` to `last`."""
    begins, ends = (datetime.combine(day, time()) for day in (first, last + timedelta(days=1)))
    quarters = pl.datetime_range(begins, ends, QUARTER, closed="left", time_unit="ms", eager=True)
    never = quarters.filter(quarters.dt.replace_time_zone(zone, ambiguous="earliest", non_existent="null").is_null())
    runs = never.to_frame("at").group_by((pl.col("at").diff() > QUARTER).fill_null(value=True).cum_sum().alias("run"))
    spans = runs.agg(since=pl.col("at").min(), until=pl.col("at").max() + QUARTER)
    return spans.sort("since").select("since", "until").rows()
