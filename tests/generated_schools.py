"""An invented school as the files that it would have: settings, roster, read counts, exports."""

import csv
import io
from datetime import timedelta

from invented_schools import NEWS, School, invented

ROSTER_COLUMNS = ("class", "family", "child", "guardian", "phone", "aliases", "starts", "ends")


def school(seed: int) -> dict[str, bytes]:
    """By file name. The same seed gives the same files."""
    return files(invented(seed))


def files(made: School) -> dict[str, bytes]:
    """`made` as the files that a school would have."""
    exports = {
        f"WhatsApp Chat with {group.chat}.txt": "\n".join(line.printed for line in group.lines) + "\n"
        for group in made.groups
    }
    roster = counted_roster(made) if made.counts_alone else named_roster(made)
    counts = {"read_counts.csv": read_counts(made)} if made.reads else {}
    texts = {"school.toml": settings(made), "roster.csv": roster} | counts | exports
    return {name: content.encode() for name, content in texts.items()}


def read_counts(made: School) -> str:
    """Five hours after each announcement that somebody looked at."""
    minute, chat = "%Y-%m-%dT%H:%M", made.chats[NEWS]
    rows = (f"{chat},{at:{minute}},{at + timedelta(hours=5):{minute}},,{read}" for at, read in made.reads)
    return "\n".join(("chat,sent_at,taken_at,delivered,read", *rows)) + "\n"


def settings(made: School) -> str:
    classes = (
        f'[[classes]]\nname = "{name}"\nyear = "{year}"\nchat = "{made.chats[name]}"'
        for name, year in made.classes.items()
    )
    terms = (f'[[terms]]\nname = "{each.name}"\nstarts = {each.starts}\nends = {each.ends}' for each in made.terms)
    admins = (
        f'[[chats]]\nname = "{each.chat}"\nadmin = {str(each.admin).lower()}'
        for each in made.groups
        if each.admin is not None
    )
    own = f'name = "Hill School"\npolicy_profile = "guidelines"\npa_posters = ["{made.poster}"]'
    news = f'[announcements]\nchat = "{made.chats[NEWS]}"'
    return "\n\n".join((own, news, *classes, *terms, *admins)) + "\n"


def named_roster(made: School) -> str:
    table = io.StringIO()
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(ROSTER_COLUMNS)
    rows.writerows(
        (place.class_name, place.family, place.child, each.name, each.phone, each.alias, place.starts, place.ends)
        for place in made.places
        for each in place.guardians
        if each.listed
    )
    return table.getvalue()


def counted_roster(made: School) -> str:
    sizes = ((name, sum(place.class_name == name for place in made.places)) for name in made.classes)
    return "class,families\n" + "".join(f"{name},{size}\n" for name, size in sizes)
