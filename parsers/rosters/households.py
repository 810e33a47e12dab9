"""Which guardians and children are one household: a family of the whole school.

A family is as given; where it is not, rows of one child, of one phone, of one person, of the same two guardians, or of
the same guardian with a child of the same surname are one household: siblings share their guardians, and the two homes
of one child are one family with two guardians. A grandmother or a neighbour makes no one family of two, whoever's
children she also collects. A phone of more homes than MOST_HOMES, as an office's, makes no one family of them. A staff
member's family is "staff: NAME".

Where two files give one household different families, it has that of the first file.
"""

import numpy as np
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from parsers.schema import STAFF

MOST_HOMES = 2  # that nothing but a phone joins, with as many surnames and first names
MOST_CHILDREN = 4  # of one phone, where nobody's surname is known
HERS = r"(sk|ck|dzk)a$"  # in Polish a sister is Sadowska and her brother Sadowski


def with_families(people: pl.DataFrame) -> pl.DataFrame:
    """`people` with a family on every row, and `twice`: this row hangs together with another given family.

    `people` has ROSTER's columns as they were read, file, line, near, person, and row_is_child: each line of that file
    is a child.
    """
    staff = pl.col("role") == "staff"
    numbered = people.with_row_index("row")
    families = _households(numbered.filter(~staff))
    name = pl.coalesce("guardian", "child", "family", "class")
    return numbered.join(families, on="row", how="left", maintain_order="left").with_columns(
        pl.when(staff).then(pl.concat_str(pl.lit(STAFF), name)).otherwise("household").alias("family"),
        pl.col("twice").fill_null(False),
    )


def made_up_phones(people: pl.DataFrame) -> pl.Series:
    """Phones that more homes share than any family has; homes that nothing else joins."""
    rows = people.filter((pl.col("role") != "staff") & (pl.col("near") == "parent")).with_row_index("row")
    guardian, child = _plain("guardian"), _plain("child")
    surname = pl.coalesce(guardian.str.extract(r" (\S+)$"), child.str.extract(r" (\S+)$"))
    homes = rows.with_columns(_components(rows, _shared(rows.with_columns(phone=None))).alias("home"))
    by_phone = homes.group_by("phone").agg(
        homes=pl.col("home").n_unique(),
        surnames=surname.drop_nulls().n_unique(),
        first=pl.coalesce(guardian, child).str.extract(r"^(\S+)").drop_nulls().n_unique(),
        children=child.filter(surname.is_null()).n_unique(),
    )
    named = pl.min_horizontal("homes", "surnames", "first") > MOST_HOMES
    unnamed = pl.min_horizontal("homes", "first", "children") > MOST_CHILDREN
    return by_phone.filter(named | unnamed)["phone"].drop_nulls()


def _households(rows: pl.DataFrame) -> pl.DataFrame:
    """row, household (a family's name), twice."""
    given = pl.col("family").drop_nulls()
    joined = rows.with_columns(_components(rows, _shared(rows)).alias("component")).with_columns(
        given.n_unique().over("component", "file").alias("in the file")
    )
    twice = (pl.col("in the file") > 1).any().over("component")
    one = pl.when(~twice).then(given.first().over("component"))
    return joined.join(_family_names(joined), on="component", maintain_order="left").select(
        "row", household=pl.coalesce(one, "family", "name"), twice=twice
    )


def _shared(rows: pl.DataFrame) -> pl.DataFrame:
    """row, key: rows with an equal key are of one household."""
    own = pl.col("near") == "parent"
    child, guardian = _name("child"), pl.when(own).then(_name("guardian"))
    full_name = pl.when(guardian.str.contains(" ")).then(guardian)
    surname = _plain("child").str.extract(r" (\S+)$").str.replace(HERS, "${1}i")
    same_row, of_child = pl.format("line {} of {}", "line", "file"), pl.format("child {} in {}", child, "class")
    # Where each line is a child, two lines are two children, unless full names say otherwise.
    one_child = pl.when(child.str.contains(" ") | ~pl.col("row_is_child")).then(of_child)
    parents = full_name.drop_nulls().unique().sort().str.join(" + ").over(pl.coalesce(one_child, same_row))
    keys = (
        same_row,
        one_child,
        pl.format("family {}", "family"),
        pl.when(own).then(pl.format("person {} of {}", "person", "file")),
        pl.when(own).then(pl.format("phone {}", "phone")),
        pl.format("guardian {} of {} in {}", guardian, child, "class"),
        pl.format("guardian {} of {}", full_name, child),
        pl.format("guardian {} of a {}", full_name, surname),
        pl.when(pl.col("child").is_null()).then(pl.format("guardian {} in {}", full_name, "class")),
        pl.when(parents.str.contains(" + ", literal=True)).then(parents),
    )
    return pl.concat([rows.select("row", key=key) for key in keys]).drop_nulls()


def _plain(column: str) -> pl.Expr:
    """A name as it is compared: lower case, words alone."""
    return pl.col(column).str.to_lowercase().str.replace_all(r"[\W_]+", " ").str.strip_chars()


def _name(column: str) -> pl.Expr:
    """Its words in alphabetical order, so that "Okafor, Ana" is "Ana Okafor"."""
    return _plain(column).str.split(" ").list.sort().list.join(" ")


def _components(rows: pl.DataFrame, shared: pl.DataFrame) -> pl.Series:
    """Which rows hang together, each through a key it shares with the next: a number for every row."""
    numbered = shared.join(rows.select("row").with_row_index("node"), on="row").select(
        "node", key=pl.col("key").rank("dense") - 1
    )
    size = rows.height + numbered["key"].n_unique()
    edges = (numbered["node"].to_numpy(), numbered["key"].to_numpy() + rows.height)
    graph = coo_array((np.ones(numbered.height, dtype=np.int8), edges), shape=(size, size))
    return pl.Series(connected_components(graph, directed=False)[1][: rows.height])


def _family_names(joined: pl.DataFrame) -> pl.DataFrame:
    """component, name: after its first child, else its first guardian; the order of the rows plays no part."""
    order = [pl.col("child").is_null(), "class", "child", "guardian", "phone"]
    first = joined.sort(order, nulls_last=True).group_by("component", maintain_order=True).first()
    label = pl.coalesce(pl.format("{} ({})", "child", "class"), "guardian", pl.format("somebody in {}", "class"))
    nth = pl.int_range(1, pl.len() + 1).over("label")
    return first.with_columns(label=label).select(
        "component", name=pl.when(nth == 1).then("label").otherwise(pl.format("{} #{}", "label", nth))
    )
