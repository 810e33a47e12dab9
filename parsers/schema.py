"""Every frame's columns, types, units and meaning, written once; `conform` enforces them at the door.

A row of …
    MESSAGES     one header and its continuation lines, written by a person, or one notice that WhatsApp wrote
    PROBLEMS     one thing in one file that was not understood, with its remedy
    ROSTER       one guardian (or staff member) in one class; a family without named guardians has one row with nulls
    CLASSES      one class of the school
    SNAPSHOTS    what was known of one group's members on one day: a list, a head-count, or both
    READ_COUNTS  one look at the *Message info* screen of one announcement
    DECISIONS    one answer of a person to "who is this sender?"
    CALENDAR     one term or one holiday
    LINKS        one decision that a sender is (or is not) a guardian, with how it was made
    CANDIDATES   one family that a sender may be of, with what speaks for it and against it
    NAMES        one more name that a sender of a merged chat has in one of its exports
    MEMBERSHIP   one stay of one sender in one group
    FILES        one file that was given, with what it was taken for
"""

import polars as pl

KIND = pl.Enum(["text", "media", "poll", "location", "contact", "deleted", "call", "notice"])
EVENT = pl.Enum(
    [
        "created",
        "added",
        "joined",
        "left",
        "removed",
        "requested",
        "number_changed",
        "username_changed",
        "admin_granted",
        "admin_revoked",
        "renamed",
        "described",
        "icon_changed",
        "settings_changed",
        "disappearing_changed",
        "history_shared",
        "privacy_changed",
        "encrypted",
        "security_code_changed",
        "pinned",
        "call",
        "community_changed",
        "other",
    ]
)
ROUTE = pl.Enum(["link", "community", "added", "invite"])
MEDIA = pl.Enum(["image", "video", "audio", "voice", "document", "sticker", "gif", "contact", "view_once", "unknown"])
STANDING = pl.Enum(["current", "opted_out", "excluded"])
ROLE = pl.Enum(["guardian", "class_rep", "staff"])
HOW = pl.Enum(["confirmed", "phone", "alias", "child", "name", "none"])
CERTAINTY = pl.Enum(["listed", "presumed", "possible"])
ANSWER = pl.Enum(["family", "staff", "nobody"])
DAYS = pl.Enum(["term", "holiday"])

MESSAGES = pl.Schema(
    {
        "chat": pl.String,  # the group's name
        "line": pl.UInt32,  # first line of the record in its file, from 1
        "sent_at": pl.Datetime("ms"),  # the exporting phone's wall clock, without a zone
        "sender": pl.String,  # as exported, less the `~ ` of a push name; null for a notice
        "kind": KIND,
        "text": pl.String,  # as written, less WhatsApp's own direction and edit marks
        "event": EVENT,  # null unless kind is notice
        "route": ROUTE,  # how somebody came in; null where the notice does not say
        "actor": pl.String,  # who did it; null where the notice names nobody
        "targets": pl.List(pl.String),  # to whom; [] where the notice names nobody; number_changed: [old, new]
        "media": MEDIA,  # null unless kind is media or contact
        "edited": pl.Boolean,
        "options": pl.List(pl.Struct({"option": pl.String, "votes": pl.UInt32})),  # null unless kind is poll
    }
)
IS_MESSAGE = ~pl.col("kind").is_in(["notice", "call"])  # of a row of MESSAGES: a person sent it
PROBLEMS = pl.Schema({"file": pl.String, "line": pl.UInt32, "problem": pl.String, "remedy": pl.String})
STAFF = "staff: "  # what the family of a member of staff begins with
ROSTER = pl.Schema(
    {
        "class": pl.String,
        "family": pl.String,  # one household across the whole school; STAFF and the name for staff
        "child": pl.String,
        "guardian": pl.String,
        "relation": pl.String,
        "phone": pl.String,  # E.164
        "aliases": pl.List(pl.String),
        "starts": pl.Date,  # first day in the class; null: before anything loaded
        "ends": pl.Date,  # last day in the class; null: still there
        "standing": STANDING,
        "role": ROLE,
    }
)
CLASSES = pl.Schema(
    {
        "class": pl.String,
        "year": pl.String,
        "families": pl.UInt32,  # on roll today (the count-only roster's figure where there is no other)
        "chat": pl.String,  # the group's name; null: no group known
    }
)
SNAPSHOTS = pl.Schema(
    {
        "chat": pl.String,
        "taken_on": pl.Date,
        "members": pl.UInt32,  # people in the group, the exporter included; null: the names go on, or admins alone
        "admins": pl.UInt32,
        "names": pl.List(pl.String),  # [] where only the number is known
    }
)
READ_COUNTS = pl.Schema(
    {
        "chat": pl.String,
        "sent_at": pl.Datetime("ms"),
        "taken_at": pl.Datetime("ms"),
        "delivered": pl.UInt32,
        "read": pl.UInt32,
    }
)
NAMES = pl.Schema({"chat": pl.String, "sender": pl.String, "name": pl.String})
DECISIONS = pl.Schema(
    {
        "sender": pl.String,
        "answer": ANSWER,
        "family": pl.String,
        "guardian": pl.String,
        "chat": pl.String,  # the group it was said of; null: whichever
    }
)
CALENDAR = pl.Schema({"name": pl.String, "days": DAYS, "starts": pl.Date, "ends": pl.Date})  # both ends included
LINKS = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,
        "class": pl.String,  # the chat's class; null in a group of the whole school
        "family": pl.String,  # null: linked to nobody
        "guardian": pl.String,
        "how": HOW,
        "weight_bits": pl.Float64,  # log2 of the odds that it is right; null where no name was weighed
        "evidence": pl.List(pl.String),  # codes, as people.EVIDENCE has them; [] where nothing links
        "candidates": pl.List(pl.String),  # families to choose from, best first, where a person must decide; else []
    }
)
CANDIDATES = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,
        "family": pl.String,
        "guardian": pl.String,  # null: some guardian of the family
        "class": pl.String,  # the class in which the roster has them
        "weight_bits": pl.Float64,  # log2 of the odds that it is right
        "evidence": pl.List(pl.String),  # codes, as people.EVIDENCE has them
    }
)
MEMBERSHIP = pl.Schema(
    {
        "chat": pl.String,
        "sender": pl.String,
        "since": pl.Datetime("ms"),  # null: before the first record
        "until": pl.Datetime("ms"),  # null: still
        "certainty": CERTAINTY,
    }
)
FILES = pl.Schema({"file": pl.String, "taken_for": pl.String, "detail": pl.String})


def conform(frame: pl.DataFrame, schema: pl.Schema) -> pl.DataFrame:
    """`frame` with exactly the columns of `schema`, in its order and types; a column it lacks is null.

    Raises polars.exceptions.ColumnNotFoundError for a column that the schema does not know
    and polars.exceptions.InvalidOperationError for a value that does not fit its type.
    """
    unknown = [column for column in frame.columns if column not in schema]
    if unknown:
        raise pl.exceptions.ColumnNotFoundError(f"not in the schema: {', '.join(unknown)}")
    return frame.select(
        (pl.col(column) if column in frame.columns else pl.lit(None)).cast(dtype).alias(column)
        for column, dtype in schema.items()
    )


def empty(schema: pl.Schema) -> pl.DataFrame:
    """A frame of `schema` without rows."""
    return pl.DataFrame(schema=schema)
