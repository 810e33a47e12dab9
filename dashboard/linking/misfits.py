"""Whether the groups and the roster are of the same year."""

import polars as pl


def misfits(links: pl.DataFrame, candidates: pl.DataFrame, roster: pl.DataFrame) -> pl.DataFrame:
    """Whether each class's group fits its class on the roster: where few do, the roster may be of another year.

    Columns: chat, class, here and elsewhere (UInt32: senders whose number, alias, child or whole name is of a family
    of this class, or only of another class), most (the class that most of those elsewhere are of; null without any).
    """
    homes = roster.select("family", home="class").drop_nulls().unique()
    known = links.filter(
        pl.col("class").is_not_null() & (pl.col("how").is_in(["phone", "alias", "child"]) | is_whole())
    ).select("chat", "sender", "class", "family")
    far = candidates.filter(pl.col("evidence").list.contains("elsewhere")).unique(
        ["chat", "sender"], keep="first", maintain_order=True
    )
    open_links = links.filter((pl.col("how") == "none") & pl.col("class").is_not_null())
    likely = open_links.select("chat", "sender", "class").join(
        far.select("chat", "sender", "family"), on=["chat", "sender"]
    )
    fits = (
        pl.concat([known, likely])
        .join(homes, on="family")
        .with_columns(here=(pl.col("home") == pl.col("class")).any().over("chat", "sender"))
    )
    away = fits.filter(~pl.col("here"))
    most = (
        away.group_by("chat", "home")
        .agg(senders=pl.col("sender").n_unique())
        .sort("chat", "senders", "home", descending=[False, True, False])
        .group_by("chat", maintain_order=True)
        .agg(most=pl.col("home").first())
    )
    counted = fits.group_by("chat", "class").agg(
        here=pl.col("sender").filter("here").n_unique().cast(pl.UInt32),
        elsewhere=pl.col("sender").filter(~pl.col("here")).n_unique().cast(pl.UInt32),
    )
    return counted.join(most, on="chat", how="left").sort("chat")


def is_whole() -> pl.Expr:
    """Linked by a name that is more than a bare first name."""
    return (pl.col("how") == "name") & ~pl.col("evidence").list.contains("only")
