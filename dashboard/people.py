"""Senders <-> roster: who stands in the exports and lists, and which guardian each of them is.

A sender is linked by the first of these that speaks of them (METRICS.md, "Drift"):
    confirmed   a person answered "who is this sender?" (people.csv)
    phone       the sender is a number, and the roster has it
    alias       the roster knows the name as somebody's alias
    child       the name names a child: "Mum of Leo (2B)", "Leo's mum", "Ana (Leo 2B)"
    name        the whole normalised name; or a bare first name, where it is unique in the class
Where two families fit equally well, nobody is linked, and both are given as candidates.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

import emoji
import numpy as np
import phonenumbers
import polars as pl
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from parsers.notices import YOU
from parsers.schema import HOW, LINKS, STAFF, conform

PRESENCE = ("created", "added", "joined", "left", "removed", "number_changed", "username_changed")
RENAMED = ("number_changed", "username_changed")  # notices whose targets are [old, new]
STEPS = ("confirmed", "phone", "alias", "child", "name")

LETTERS = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
    | dict.fromkeys("’‘ʼ`´", "'")
    | dict.fromkeys("‐‑‒–—−", "-")
)
UNSEEN = re.compile("[\u00ad\u034f\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe00-\ufe0f\ufeff]")
ACCENTS = re.compile("[\u0300-\u036f]")
NUMBER = re.compile(r"\+?[\d\s().\-/\u00a0\u202f]{7,}")

RELATIONS = "mum|mummy|mom|mommy|mam|mama|mamma|mami|maman|mother|dad|daddy|papa|papi|father|parent|guardian|carer"
OF = rf"(?:{RELATIONS})s? (?:of|to|de|von|di) (?P<child>[^()\[\]]+(?:\(.*\))?)"
WHOSE = rf"(?P<child>[^()\[\],;|/]+?)(?:'s|'|s) (?:{RELATIONS})"
BETWEEN = r"\s*(?:&|\+|,|;|/|\band\b|\bund\b|\by\b|\bet\b)\s*"
EDGES = " ()[],;:|/-"


def senders(messages: pl.DataFrame, snapshots: pl.DataFrame, classes: pl.DataFrame) -> pl.DataFrame:
    """Everybody who can be seen in a group: one row a chat and sender, sorted by both.

    Columns: chat, sender, class (null in a group of no class, or of several), person (the same for all names that
    notices of a changed number or username tie together in that chat).
    Seen are those who posted, who did or underwent a creation, an arrival, a departure or a change of number, and
    those on a member list. The exporter's own "You" is nobody.
    """
    seen = pl.concat([posters(messages), acting(messages), listed(snapshots)])
    class_of = (
        classes.filter(pl.col("chat").is_not_null())
        .group_by("chat")
        .agg(pl.when(pl.col("class").n_unique() == 1).then(pl.col("class").first()).alias("class"))
    )
    return (
        seen.filter(pl.col("sender").is_not_null() & ~pl.col("sender").is_in(["", YOU]))
        .unique()
        .join(class_of, on="chat", how="left")
        .join(persons(messages), on=["chat", "sender"], how="left")
        .with_columns(pl.col("person").fill_null(pl.col("sender")))
        .sort("chat", "sender")
    )


def posters(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, sender of every message, once."""
    return messages.lazy().select("chat", "sender").filter(pl.col("sender").is_not_null()).unique().collect()


def acting(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, sender: actors and targets of the notices that tell who is in a group."""
    notices = messages.filter(pl.col("event").is_in(PRESENCE))
    targets = notices.select("chat", sender="targets").explode("sender", empty_as_null=False, keep_nulls=False)
    return pl.concat([notices.select("chat", sender="actor"), targets])


def listed(snapshots: pl.DataFrame) -> pl.DataFrame:
    """chat, sender of every name on a member list."""
    return snapshots.select("chat", sender="names").explode("sender", empty_as_null=False, keep_nulls=False)


def persons(messages: pl.DataFrame) -> pl.DataFrame:
    """chat, sender, person for the senders whom changes of number or username tie together."""
    changes = (
        messages.filter(pl.col("event").is_in(RENAMED) & (pl.col("targets").list.len() == 2))
        .select("chat", old=pl.col("targets").list.first(), new=pl.col("targets").list.last())
        .unique()
    )
    ends = pl.concat([changes.select("chat", sender=end) for end in ("old", "new")]).unique().sort("chat", "sender")
    if ends.is_empty():
        return ends.with_columns(person=pl.col("sender"))
    index = ends.with_row_index("index")
    pairs = changes
    for end in ("old", "new"):
        pairs = pairs.join(index.rename({"index": f"{end}_index", "sender": end}), on=["chat", end])
    graph = coo_array(
        (np.ones(pairs.height), (pairs["old_index"].to_numpy(), pairs["new_index"].to_numpy())),
        shape=(ends.height, ends.height),
    )
    _, component = connected_components(graph, directed=False)
    return ends.with_columns(component=component).select(
        "chat", "sender", person=pl.col("sender").first().over("component")
    )


def link(senders: pl.DataFrame, roster: pl.DataFrame, decisions: pl.DataFrame, *, region: str = "GB") -> pl.DataFrame:
    """LINKS: one row for each row of `senders` (chat, sender, class and, if there, person), in its order.

    Each step looks at the rows of the sender's class first and, for numbers and aliases only, at the whole school
    after that; in a group without a class, names must be whole and unique in the whole school. A bare first name links
    only where one family of the class has it, and nobody else in the group has been taken for that family's guardian.
    A sender whose number changed is whoever their other number is. `weight_bits` is null: nothing here is weighed.
    A staff member's family is "staff: NAME". A sender answered for as "nobody" has how confirmed and no family.
    """
    asked = with_keys(senders, "sender", region).with_row_index("row")
    if "person" not in asked.columns:
        asked = asked.with_columns(person=pl.col("sender"))
    people = with_keys(roster, "guardian", region).with_row_index("person_row")
    steps = [
        confirmed(asked, with_keys(decisions, "sender", region), people),
        by_phone(asked, people, region),
        by_alias(asked, people, region),
        by_child(asked, people),
        by_name(asked, people),
    ]
    found = pl.concat([step.with_columns(how=pl.lit(how, HOW)) for how, step in zip(STEPS, steps, strict=True)])
    sure = across_numbers(asked, decided(found))
    first = across_numbers(asked, decided(pl.concat([found, by_first_name(asked, people, sure)])))
    return conform(
        asked.join(first, on="row", how="left", maintain_order="left").select(
            "chat", "sender", "class", "family", "guardian", pl.col("how").fill_null("none"), "candidates"
        ),
        LINKS,
    ).with_columns(pl.col("candidates").fill_null([]))


# Every step returns one row for each way a sender can be somebody:
FOUND = pl.Schema({"row": pl.UInt32, "family": pl.String, "guardian": pl.String, "near": pl.Boolean})
# near: in the class of the sender's group. A far one counts only where there is no near one.


def confirmed(asked: pl.DataFrame, decisions: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """What a person answered, for the name as it stands or, failing that, as it reads.

    A bare first name may be a different person in every class, so an answer that names a family holds for it only in
    groups of that family's classes and of no class.
    """
    homes = people.select("family", "class", home=pl.lit(True)).unique()
    staff = pl.concat_str(pl.lit(STAFF), pl.coalesce("guardian", "decided"))
    answers = decisions.select("key", "answer", "guardian", decided="sender", answered="family")
    return (
        asked.join(answers, on="key")
        .filter((pl.col("decided") == pl.col("sender")) | ~(pl.col("decided") == pl.col("sender")).any().over("row"))
        .join(homes, left_on=["answered", "class"], right_on=["family", "class"], how="left")
        .filter(
            (pl.col("answer") != "family")
            | pl.col("class").is_null()
            | pl.col("home").is_not_null()
            | pl.col("key").str.contains(r"[ \d]")
        )
        .select(
            "row",
            pl.when(pl.col("answer") == "family")
            .then("answered")
            .when(pl.col("answer") == "staff")
            .then(pl.when(pl.col("answered").str.starts_with(STAFF)).then("answered").otherwise(staff))
            .alias("family"),
            "guardian",
            near=pl.lit(True),
        )
        .match_to_schema(FOUND)
    )


def by_phone(asked: pl.DataFrame, people: pl.DataFrame, region: str) -> pl.DataFrame:
    numbers = people.select(
        "family", "guardian", home="class", number=lookup(people["phone"], lambda text: phone(text, region))
    )
    return matched(asked.filter(pl.col("is_number")), numbers, left_on="key", right_on="number")


def by_alias(asked: pl.DataFrame, people: pl.DataFrame, region: str) -> pl.DataFrame:
    aliases = people.select("family", "guardian", alias="aliases", home="class").explode(
        "alias", empty_as_null=False, keep_nulls=False
    )
    aliases = aliases.with_columns(alias=lookup(aliases["alias"], lambda text: key(text, region)))
    return matched(asked, aliases, left_on="key", right_on="alias")


def by_name(asked: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Whole names: those of the class and of all staff; in a group without a class, those of the whole school."""
    names = people.filter(pl.col("key").str.contains(" ")).select("family", "guardian", "role", "key", home="class")
    return (
        matched(asked, names, left_on="key", right_on="key", also=["class", "role"])
        .filter(pl.col("near") | pl.col("class").is_null() | (pl.col("role") == "staff"))
        .with_columns(near=pl.lit(True))
        .select(FOUND.names())
    )


def by_first_name(asked: pl.DataFrame, people: pl.DataFrame, sure: pl.DataFrame) -> pl.DataFrame:
    """Bare first names: unique to a family in the class and to a sender in the group, and not taken already."""
    first = people.select(
        "family", "guardian", "class", first=pl.col("key").str.extract(r"^([^\s\d]+)(?:\s|$)")
    ).drop_nulls(["first", "class"])
    taken = (
        asked.join(sure.filter(pl.col("family").is_not_null()), on="row")
        .select("chat", "family", "guardian", taken=pl.col("person"))
        .group_by("chat", "family", "guardian")
        .agg("taken")
    )
    open_rows = asked.join(sure, on="row", how="anti").filter(~pl.col("key").str.contains(r"[\s\d]"))
    alone = pl.col("person").n_unique().over("chat", "key") == 1
    fits = (
        open_rows.filter(alone)
        .join(first, left_on=["class", "key"], right_on=["class", "first"])
        .join(taken, on=["chat", "family", "guardian"], how="left")
        .filter(pl.col("taken").is_null() | pl.col("taken").list.contains(pl.col("person")))
    )
    return fits.select("row", "family", "guardian", near=pl.lit(True), how=pl.lit("name", HOW))


def by_child(asked: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The families of the children whom a name names, in the class it names or else in the group's own.

    In a group without a class, and with none in the name, the child's name must be unique in the school.
    """
    children = named_children(asked, people["class"].drop_nulls().unique().to_list())
    return (
        children.join(child_keys(people), on="child")
        .filter(pl.coalesce("stated", "class").is_null() | (pl.coalesce("stated", "class") == pl.col("home")))
        .join(guardian_names(people), on="family", how="left")
        .select(
            "row",
            "family",
            guardian=pl.when(pl.col("names").list.len() == 1).then(pl.col("names").list.first()),
            near=pl.lit(True),
        )
        .unique()
        .match_to_schema(FOUND)
    )


def guardian_names(people: pl.DataFrame) -> pl.DataFrame:
    """family, names: its guardians; where there is one, a parent of the child is that one."""
    return people.group_by("family").agg(names=pl.col("guardian").drop_nulls().unique())


def child_keys(people: pl.DataFrame) -> pl.DataFrame:
    """child, home (class), family: each child by first name, by first name and initial, and by whole name."""
    children = people.filter(pl.col("child").is_not_null()).select("family", home="class", child="child").unique()
    words = children.with_columns(whole=lookup(children["child"], name_key)).with_columns(
        words=pl.col("whole").str.split(" ")
    )
    first = pl.col("words").list.first()
    initial = first + " " + pl.col("words").list.last().str.head(1)
    return pl.concat(
        [words.select("family", "home", child=child) for child in (pl.col("whole"), first, initial)]
    ).unique()


def named_children(asked: pl.DataFrame, classes: Iterable[str]) -> pl.DataFrame:
    """row, class, child, stated (the class the name names): one row for each child that a sender's name may name."""
    class_names = {class_key(name): name for name in classes}
    rows = [
        (row, class_, child, stated)
        for row, class_, key in asked.filter(pl.col("key").str.contains(rf"\b(?:{RELATIONS})s?\b|[(\[|,/-]"))
        .select("row", "class", "key")
        .iter_rows()
        for child, stated in children_in(key, class_names)
    ]
    return pl.DataFrame(
        rows,
        schema={"row": pl.UInt32, "class": pl.String, "child": pl.String, "stated": pl.String},
        orient="row",
    )


def children_in(key: str, classes: dict[str, str]) -> list[tuple[str, str | None]]:
    """The children, each with the class stated for it, that a normalised name may name.

    `classes` holds each class's name by its normalised one.

    "mum of leo (2b)", "leo's mum", "ana (mum of leo & mia, 2b)": the child is said to be one.
    "ana (leo 2b)": only with a class; a bare "ana (leo)" may be a nickname.
    """
    plain, stated = split_class(key.strip(EDGES), classes)
    parts = [re.search(rf"(?:^|[\s(\[,;|/-]){WHOSE}\W*$", part) for part in re.split(BETWEEN, plain)]
    if whose := [name for part in parts if part for name in spellings(part["child"])]:
        return [(name, stated) for name in whose]
    if of := re.search(rf"(?:^|[\s(\[,;|/-]){OF}", key):
        return family_of(of["child"], classes)
    if stated and (beside := re.fullmatch(r".*[^\s(\[|,/](?:\s-\s|\s*[(\[|,/])\s*([^()\[\]|,/]+)", plain)):
        return [(beside[1].strip(EDGES), stated)]
    return []


def family_of(children: str, classes: dict[str, str]) -> list[tuple[str, str | None]]:
    """ "leo & mia (2b)" -> leo and mia, both in 2B: a child without a class has that of the next one."""
    split = [split_class(part.strip(EDGES), classes) for part in re.split(BETWEEN, children)]
    stated: str | None = None
    found: list[tuple[str, str | None]] = []
    for child, own in reversed(split):
        stated = own or stated
        if child:
            found.append((child, stated))
    return found


def spellings(whose: str) -> list[str]:
    """The children that "ana leo's mum" or "leos mum" may name: the last word, all words, each with a lost s."""
    last = whose.split()[-1]
    return list(dict.fromkeys(name + s for name in (whose, last) for s in ("", "s")))


def split_class(text: str, classes: dict[str, str]) -> tuple[str, str | None]:
    """A name without the class at its end, and that class."""
    words = text.rstrip(EDGES).split(" ")
    for count in range(min(4, len(words)), 0, -1):
        stated = classes.get(class_key(" ".join(words[-count:]).strip(EDGES)))
        if stated:
            return " ".join(words[:-count]).strip(EDGES), stated
    return text.strip(EDGES), None


def class_key(text: str) -> str:
    """A class's name without the words that only say that it is one."""
    return re.sub(r"^(?:class|year|form|grade) ", "", name_key(text))


def matched(
    asked: pl.DataFrame, people: pl.DataFrame, *, left_on: str, right_on: str, also: Iterable[str] = ()
) -> pl.DataFrame:
    """The rows of both that agree; near where `home` is the class of the sender's group."""
    return (
        asked.filter(pl.col(left_on) != "")
        .join(people, left_on=left_on, right_on=right_on)
        .select(
            pl.col("row"),
            "family",
            "guardian",
            *also,
            near=pl.col("home").eq_missing(pl.col("class")) & pl.col("class").is_not_null(),
        )
        .select(*FOUND, *also)
    )


def decided(found: pl.DataFrame) -> pl.DataFrame:
    """row, family, guardian, how, candidates: the first step that speaks of a row, near before far; ties are nobody."""
    best = found.filter(pl.col("how") == pl.col("how").min().over("row")).filter(
        pl.col("near") == pl.col("near").max().over("row")
    )
    families = pl.col("family").drop_nulls().unique().sort()
    one = families.len() <= 1
    guardians = pl.col("guardian").drop_nulls().unique()
    return (
        best.group_by("row")
        .agg(
            family=pl.when(one).then(families.first()),
            guardian=pl.when(one & (guardians.len() == 1)).then(guardians.first()),
            how=pl.when(one).then(pl.col("how").first()).otherwise(pl.lit("none", HOW)),
            candidates=families,
        )
        .with_columns(candidates=pl.when(pl.col("how") == "none").then("candidates").otherwise([]))
    )


def across_numbers(asked: pl.DataFrame, links: pl.DataFrame) -> pl.DataFrame:
    """`links`, with each family also given to the other numbers of the same person, where they name but one."""
    people = asked.select("row", "chat", "person").join(links, on="row", how="left")
    families = pl.col("family").drop_nulls()
    known = (
        people.group_by("chat", "person")
        .agg(
            one=families.n_unique() == 1,
            their_family=families.first(),
            their_guardian=pl.col("guardian").drop_nulls().first(),
            their_how=pl.col("how").filter(pl.col("family").is_not_null()).first(),
            names=pl.len(),
        )
        .filter(pl.col("one") & (pl.col("names") > 1))
    )
    tied = people.join(known, on=["chat", "person"], how="left")
    inherits = pl.col("family").is_null() & pl.col("one") & pl.col("how").ne_missing(pl.lit("confirmed", HOW))
    return tied.select(
        "row",
        family=pl.when(inherits).then("their_family").otherwise("family"),
        guardian=pl.when(inherits).then("their_guardian").otherwise("guardian"),
        how=pl.when(inherits).then("their_how").otherwise("how"),
        candidates=pl.when(inherits).then([]).otherwise("candidates"),
    ).filter(pl.col("how").is_not_null())


def with_keys(frame: pl.DataFrame, column: str, region: str) -> pl.DataFrame:
    """`frame` with `key`, by which spellings of one name or number are equal, and is_number."""
    return frame.with_columns(key=lookup(frame[column], lambda text: key(text, region))).with_columns(
        key=pl.col("key").fill_null(""), is_number=pl.col("key").fill_null("").str.contains(r"^\+\d+$")
    )


def lookup(values: pl.Series, spell: Callable[[str], str | None]) -> pl.Series:
    """`spell` of each value, asked once for each distinct one."""
    distinct = values.drop_nulls().unique().to_list()
    return values.replace_strict(distinct, [spell(value) for value in distinct], return_dtype=pl.String, default=None)


def key(text: str, region: str) -> str:
    """E.164 for what can be a phone number, else the normalised name."""
    return phone(text, region) or name_key(text)


def phone(text: str, region: str) -> str | None:
    """E.164 of a possible number of at least 7 national digits; null for anything else."""
    bare = UNSEEN.sub("", unicodedata.normalize("NFKC", text)).strip().lstrip("~").strip().translate(LETTERS)
    if not NUMBER.fullmatch(bare):
        return None
    try:
        number = phonenumbers.parse(bare, region)
    except phonenumbers.NumberParseException:
        return None
    national = phonenumbers.national_significant_number(number)
    if len(national) < 7 or not phonenumbers.is_possible_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def name_key(text: str) -> str:
    """A name as it reads: no emoji, marks of direction, push-name tilde, accents, capitals or spare spaces."""
    bare = text if text.isascii() else UNSEEN.sub("", emoji.replace_emoji(text, " "))
    folded = ACCENTS.sub("", unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", bare).casefold()))
    return " ".join(unicodedata.normalize("NFC", folded).translate(LETTERS).replace("~", " ").split())
