"""OneRoster 1.1 and 1.2, the zip of CSV files that school information systems write -> one row a guardian, as text.

Of users.csv only names, phones, roles and who is whose guardian are read: no user name, password, e-mail, identifier,
birth date or other demographics ever leaves this module. Only guardians of pupils in a homeroom come out, and the
teachers of homerooms as staff. Source: 1EdTech OneRoster CSV binding, 1.1 and 1.2.
"""

from collections.abc import Mapping
from types import MappingProxyType

import polars as pl

from parsers.errors import RosterError
from parsers.rosters.faults import NOTHING_TO_DO, note
from parsers.rosters.rows import RAW, with_columns
from parsers.schema import conform
from parsers.table import by_name, read_table
from parsers.tables.packed import base_name, names, unpacked

COLUMNS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "users.csv": ("sourcedId", "status", "role", "givenName", "familyName", "sms", "phone", "agentSourcedIds"),
        "classes.csv": ("sourcedId", "status", "title", "classCode", "classType"),
        "enrollments.csv": ("status", "classSourcedId", "userSourcedId", "role", "beginDate", "endDate"),
        "roles.csv": ("status", "userSourcedId", "role"),
        "relationships.csv": ("status", "userSourcedId", "agentSourcedId", "relationship"),
        "academicsessions.csv": ("status", "endDate"),
    }
)
NEEDED = ("users.csv", "classes.csv", "enrollments.csv")
GUARDIANS = ("guardian", "parent", "relative")
PUPIL, TEACHER = "student", "teacher"
_REMEDY = "Ask the office for a OneRoster export as a zip of CSV files, or load the families as .csv or .xlsx."


def is_oneroster(data: bytes) -> bool:
    """A zip with manifest.csv, or with users.csv and classes.csv, in whichever folder."""
    inside = {base_name(name) for name in names(data)}
    return "manifest.csv" in inside or {"users.csv", "classes.csv"} <= inside


def read_oneroster(data: bytes, file: str) -> tuple[pl.DataFrame, list[pl.DataFrame]]:
    """RAW, a row for each guardian of each pupil in each homeroom, and what there is to say about it.

    line is the pupil's or the teacher's in users.csv; person is who somebody is across the file. What is marked for
    deletion is left out. Where no class is a homeroom, a pupil's one class is.
    Raises RosterError where a file is missing or damaged, or nobody's class can be told.
    """
    tables = _tables(data, file)
    users, classes = _users(tables), _classes(tables)
    pupils = users.filter(pl.col("roles").list.contains(PUPIL))
    stays, unplaced = _stays(tables, classes, pupils, file)
    guardians = _guardians(tables, users)
    placed = stays.join(pupils.select("id", "line", child="name"), on="id", maintain_order="left")
    of_pupils = placed.join(guardians, on="id", how="left", maintain_order="left")
    raw = pl.concat([conform(of_pupils.select(_known(of_pupils)), RAW), _staff(tables, users, classes)])
    remedy = f"{NOTHING_TO_DO} if they have left; else place them in a class with the type homeroom."
    one = "1 pupil is in no homeroom class and is left out."
    return raw.with_columns(slot=pl.lit("1")), [
        note(file, unplaced, one, "{} pupils are in no homeroom class and are left out.", remedy)
    ]


def _known(rows: pl.DataFrame) -> list[str]:
    return [name for name in RAW.names() if name in rows.columns]


def _tables(data: bytes, file: str) -> dict[str, pl.DataFrame]:
    """Each of the files that we read, with exactly our columns of it; empty where it is missing."""
    inside = unpacked(data, file, lambda name: base_name(name) in COLUMNS, RosterError, remedy=_REMEDY)
    parts = {base_name(name): part for name, part in inside.items() if part.strip(b"\xef\xbb\xbf \r\n")}
    missing = [name for name in NEEDED if name not in parts]
    if missing:
        raise RosterError(file, f"This OneRoster zip has no {' and no '.join(missing)}.", _REMEDY)
    return {name: _rows(parts.get(name), f"{file}: {name}", asked) for name, asked in COLUMNS.items()}


def _rows(part: bytes | None, file: str, asked: tuple[str, ...]) -> pl.DataFrame:
    if part is None:
        return pl.DataFrame(schema={"line": pl.UInt32} | dict.fromkeys(asked, pl.String))
    rows = read_table(part, file, by_name(dict.fromkeys(asked, ())), RosterError).rows
    kept = with_columns(rows, asked).filter(~pl.col("status").str.to_lowercase().eq("tobedeleted").fill_null(False))
    return kept.select("line", *asked)


def _users(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """line, id, name, phone, roles, agents: one row a person."""
    roles = pl.concat(
        [
            tables["users.csv"].select(id="sourcedId", role="role"),  # 1.1
            tables["roles.csv"].select(id="userSourcedId", role="role"),  # 1.2
        ]
    ).drop_nulls()
    by_person = roles.group_by("id").agg(roles=pl.col("role").str.to_lowercase().unique().sort())
    name = pl.concat_str("givenName", "familyName", separator=" ", ignore_nulls=True)
    return (
        tables["users.csv"]
        .drop_nulls("sourcedId")
        .unique("sourcedId", keep="first", maintain_order=True)
        .select(
            "line",
            id="sourcedId",
            name=pl.when(name != "").then(name),
            phone=pl.coalesce("sms", "phone"),
            agents=_ids("agentSourcedIds"),
        )
        .join(by_person, on="id", how="left", maintain_order="left")
    )


def _ids(column: str) -> pl.Expr:
    each = pl.element().str.strip_chars()
    return pl.col(column).fill_null("").str.split(",").list.eval(each.filter(each != ""))


def _classes(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """class_id, class, homeroom."""
    return tables["classes.csv"].select(
        class_id="sourcedId",
        **{"class": pl.coalesce("title", "classCode")},
        homeroom=pl.col("classType").str.to_lowercase().eq("homeroom").fill_null(False),
    )


def _enrolled(tables: Mapping[str, pl.DataFrame], classes: pl.DataFrame, role: str) -> pl.DataFrame:
    """id, class, starts, ends, homeroom: who is in which class in that role. A term's last day is nobody's leaving."""
    terms = tables["academicsessions.csv"]["endDate"].drop_nulls()
    return (
        tables["enrollments.csv"]
        .filter(pl.col("role").str.to_lowercase() == role)
        .join(classes, left_on="classSourcedId", right_on="class_id", maintain_order="left")
        .select(
            "class",
            "homeroom",
            id="userSourcedId",
            starts="beginDate",
            ends=pl.when(~pl.col("endDate").is_in(terms.implode())).then("endDate"),
        )
        .unique(maintain_order=True)
    )


def _stays(
    tables: Mapping[str, pl.DataFrame], classes: pl.DataFrame, pupils: pl.DataFrame, file: str
) -> tuple[pl.DataFrame, pl.Series]:
    """id, class, starts, ends of each pupil; and the lines of pupils who are in none."""
    enrolled = _enrolled(tables, classes, PUPIL).join(pupils.select("id"), on="id", how="semi")
    several = enrolled.group_by("id").agg(pl.col("class").n_unique().alias("classes"))["classes"].max()
    if not classes["homeroom"].any() and several != 1:
        what = "No class of this OneRoster zip is a homeroom, so nobody's class can be told."
        raise RosterError(file, what, "Ask the office for an export with homeroom classes, or load a list as .csv.")
    stays = enrolled.filter("homeroom") if classes["homeroom"].any() else enrolled
    unplaced = pupils.join(stays, on="id", how="anti")["line"]
    return stays.drop("homeroom"), unplaced


def _guardians(tables: Mapping[str, pl.DataFrame], users: pl.DataFrame) -> pl.DataFrame:
    """id (a pupil's), guardian, relation, phone, person: whichever of the two names the other, or a relationship."""
    adults = users.filter(pl.col("roles").list.eval(pl.element().is_in(GUARDIANS)).list.any())
    named = users.select("id", agent="agents").explode("agent").drop_nulls()
    related = tables["relationships.csv"].select(
        id="userSourcedId", agent="agentSourcedId", relationship="relationship"
    )
    both = pl.concat([named, related], how="diagonal")
    also = both.select(id="agent", agent="id", relationship="relationship")
    pairs = (
        pl.concat([both, also])
        .group_by("id", "agent", maintain_order=True)
        .agg(pl.col("relationship").drop_nulls().first())
    )
    role = pl.col("roles").list.filter(pl.element().is_in(GUARDIANS)).list.first()
    return pairs.join(
        adults.select(agent="id", guardian="name", role_name=role, phone="phone"), on="agent", maintain_order="left"
    ).select("id", "guardian", "phone", relation=pl.coalesce("relationship", "role_name"), person="agent")


def _staff(tables: Mapping[str, pl.DataFrame], users: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """RAW of the teachers of homerooms."""
    homeroom = pl.col("homeroom") | pl.lit(not classes["homeroom"].any())
    teachers = (
        _enrolled(tables, classes, TEACHER)
        .filter(homeroom)
        .join(users.select("id", "line", "phone", guardian="name", person="id"), on="id", maintain_order="left")
    )
    return conform(teachers.select(_known(teachers)).with_columns(role=pl.lit("staff")), RAW)
