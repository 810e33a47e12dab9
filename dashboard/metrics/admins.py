"""Does a group have an admin, and a second one? (RULES.md, "An admin in each group, a successor before leaving")"""

from datetime import date

import polars as pl

# What only an admin can do, whatever the group's settings are. Adding people, renaming and the like may be open to all.
ADMINS_ALONE = ("created", "removed", "admin_granted", "admin_revoked", "settings_changed")
SIGNS = (
    *ADMINS_ALONE,
    *("added", "renamed", "described", "icon_changed", "disappearing_changed", "privacy_changed", "pinned"),
)


def admins(messages: pl.DataFrame, snapshots: pl.DataFrame, on: date) -> pl.DataFrame:
    """One row for each group with a record or a head-count up to the day `on`, sorted: what is known of its admins.

    Columns: chat, admins UInt32 (how many, as last typed in; null: nobody has), last_sign Datetime[ms] (the latest
    notice that names an admin as the one who acted; null: there is none). An admin is who has done what admins alone
    can do, or was made one, until they were last seen to lose it. No export lists the admins, so both are null for many
    groups, which says nothing about them.
    """
    seen = messages.filter(pl.col("sent_at").dt.date() <= on)
    counts = (
        snapshots.filter((pl.col("taken_on") <= on) & pl.col("admins").is_not_null())
        .sort("taken_on")
        .group_by("chat")
        .agg(pl.col("admins").last())
    )
    known = [seen.select("chat"), snapshots.filter(pl.col("taken_on") <= on).select("chat")]
    return (
        pl.concat(known)
        .unique()
        .join(counts, on="chat", how="left")
        .join(last_signs(seen), on="chat", how="left")
        .select("chat", "admins", "last_sign")
        .sort("chat")
    )


def last_signs(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, last_sign: of each group with an act of a named admin."""
    acts = messages.filter(pl.col("event").is_in(SIGNS) & pl.col("actor").is_not_null())
    made = appointments(messages)
    known = pl.concat(
        [
            acts.filter(pl.col("event").is_in(ADMINS_ALONE)).select("chat", "actor"),
            made.select("chat", "actor"),  # who lost it had it before
        ]
    ).unique()
    ended = made.filter(~pl.col("admin")).select("chat", "actor", ended="sent_at")
    return (
        acts.join(known, on=["chat", "actor"], how="semi")
        .join(ended, on=["chat", "actor"], how="left")
        .filter(pl.col("ended").is_null() | (pl.col("sent_at") <= pl.col("ended")))
        .group_by("chat")
        .agg(last_sign=pl.col("sent_at").max())
    )


def appointments(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, actor, admin Boolean, sent_at: whom a notice made admin, or no admin any more; the last one of each."""
    return (
        messages.filter(pl.col("event").is_in(["admin_granted", "admin_revoked"]))
        .select("chat", "line", "sent_at", actor="targets", admin=pl.col("event") == "admin_granted")
        .explode("actor", empty_as_null=False, keep_nulls=False)
        .sort("sent_at", "line")
        .group_by("chat", "actor")
        .agg(pl.col("admin", "sent_at").last())
    )
