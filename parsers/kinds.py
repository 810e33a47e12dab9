"""What a person's message is, besides text: media, a poll, a place, a contact, something deleted, a call."""

from collections.abc import Sequence

import polars as pl

from parsers.notices import bare_name
from parsers.schema import KIND, MEDIA
from parsers.wording import SPACES, Wording, any_form, form_pattern, literal_pattern, longest_word

LRM = "\u200e"  # WhatsApp puts it before words of its own on iOS; people do not type it
_MENTION = "@\u2068"

_OPTIONS = pl.List(pl.Struct({"option": pl.String, "votes": pl.UInt32}))
_MEDIA_OF_NAMES = {  # by the file's name; first match wins
    r"(?i)\.vcf$": "contact",
    r"(?i)\.webp$|STICKER": "sticker",
    r"(?i)\.gif$|\bGIF\b|-GIF-": "gif",
    r"(?i)\.opus$|^PTT-": "voice",
    r"(?i)\.(jpe?g|png|heic|heif|bmp|tiff?)$": "image",
    r"(?i)\.(mp4|mov|3gp|m4v|avi|mkv|webm)$": "video",
    r"(?i)\.(m4a|mp3|aac|amr|wav|ogg|flac|caf)$": "audio",
    r"\S": "document",
}


def special(messages: pl.DataFrame, spoken: Sequence[Wording], *, marked: bool) -> pl.DataFrame:
    """Columns id, text, kind, media, actor, edited, options for the messages (id, text) that are not simply text.

    The text is without WhatsApp's own direction marks and edit mark. The actor of a deleted message is the admin who
    deleted it, where the export names one. `marked` says that WhatsApp's own words begin with U+200E in this export
    (iOS), so that the same words without it were typed by a person.
    """
    wording = spoken[0]
    some = messages.filter(pl.col("text").str.contains_any(_tell_tales(wording)))
    edit = rf"[{SPACES}\n]?{LRM}{'' if marked else '?'}{any_form(wording.marks['edited'])}\s*$"
    some = some.with_columns(edited=pl.col("text").str.contains(edit), text=pl.col("text").str.replace(edit, ""))
    return (
        some.join(_kinds(some, wording, marked=marked), on="id", how="left")
        .with_columns(kind=pl.col("kind").fill_null(pl.lit("text", dtype=KIND)))
        .with_columns(text=_cleaned(pl.col("text"), pl.col("kind")))
    )


def _cleaned(text: pl.Expr, kind: pl.Expr) -> pl.Expr:
    """The text as written, less the direction marks that WhatsApp put before its own words and around mentions."""
    own = text.str.strip_prefix(LRM).str.replace_all(f"{LRM}<", "<", literal=True)
    own = pl.when(kind != "text").then(own.str.replace_all(LRM, "", literal=True)).otherwise(own)
    return own.str.replace_all(r"@\x{2068}([^\x{2069}\n]*)\x{2069}", "@${1}")


def _tell_tales(wording: Wording) -> list[str]:
    """What every special message has one of: a quick look spares the patterns most of the text."""
    forms = [*wording.attached, *wording.poll["heading"]]
    forms += [form for group in (*wording.omitted.values(), *wording.marks.values()) for form in group]
    return sorted({LRM, _MENTION, *(longest_word(form) for form in forms)})


def _kinds(messages: pl.DataFrame, wording: Wording, *, marked: bool) -> pl.DataFrame:
    """Columns id, kind, media, actor, options for the messages that are not plain text."""
    text = pl.col("text")

    def has(pattern: str) -> pl.Expr:
        return text.str.contains(_placed(pattern, marked=marked))

    attached = any_form(wording.attached)
    omitted = [(has(any_form(forms)), media) for media, forms in wording.omitted.items()]
    heading = any_form(wording.poll["heading"])
    name = pl.coalesce(
        text.str.extract(_placed(form_pattern(form, named=True), marked=marked)) for form in wording.attached
    )
    media = pl.coalesce(
        *(pl.when(test).then(pl.lit(media)) for test, media in omitted),
        pl.when(has(attached)).then(_media_of(name)),
        pl.when(has(any_form(wording.marks["contact"]))).then(pl.lit("contact")),
    )
    kind = pl.coalesce(
        pl.when(has(any_form(wording.marks["deleted"]))).then(pl.lit("deleted")),
        pl.when(text.str.contains(rf"^{LRM if marked else f'{LRM}?'}{heading}")).then(pl.lit("poll")),
        pl.when(pl.col("media") == "contact").then(pl.lit("contact")),
        pl.when(pl.col("media").is_not_null()).then(pl.lit("media")),
        pl.when(has(any_form(wording.marks["location"]))).then(pl.lit("location")),
        pl.when(has(f"{any_form(wording.marks['call'])}(?:{wording.tail})?")).then(pl.lit("call")),
    )
    admin = pl.coalesce(
        text.str.extract(rf"^{LRM}?{form_pattern(form.rstrip('.'), named=True)}\.?$")
        for form in wording.marks["deleted"]
        if "{actor}" in form
    )
    told = messages.with_columns(media=media).with_columns(kind=kind).drop_nulls("kind")
    return told.select(
        "id",
        pl.col("kind").cast(KIND),
        pl.when(pl.col("kind").is_in(["media", "contact"])).then("media").cast(MEDIA).alias("media"),
        pl.when(pl.col("kind") == "deleted").then(bare_name(admin)).alias("actor"),
        pl.when(pl.col("kind") == "poll").then(_poll_options(wording)).cast(_OPTIONS).alias("options"),
    )


def _placed(pattern: str, *, marked: bool) -> str:
    """WhatsApp's own words where they may stand: behind its mark up to a line's end, or as the whole first line."""
    return rf"(?m){LRM}{pattern}$" if marked else rf"\A{LRM}*{pattern}(?:\n|\z)"


def _media_of(name: pl.Expr) -> pl.Expr:
    return pl.coalesce(pl.when(name.str.contains(test)).then(pl.lit(media)) for test, media in _MEDIA_OF_NAMES.items())


def _poll_options(wording: Wording) -> pl.Expr:
    """One struct a line that begins like an option; votes null where the export does not give them."""
    start = "|".join(literal_pattern(word) for word in wording.poll["option"])
    votes = "|".join(
        form_pattern(form).replace(r"(?:\d+)", r"(\d+)").replace(r"\(", f"[{SPACES}]+\\(", 1)
        for form in wording.poll["votes"]
    )
    line = pl.element()
    count = pl.coalesce(line.str.extract(f"(?:{votes})$", group) for group in range(1, len(wording.poll["votes"]) + 1))
    option = line.str.replace(f"^(?:{start})", "").str.replace(f"(?:{votes})$", "")
    lines = pl.col("text").str.replace_all(LRM, "", literal=True).str.split("\n")
    options = lines.list.eval(line.filter(line.str.contains(f"^(?:{start})")))
    return options.list.eval(pl.struct(option=option, votes=count.cast(pl.UInt32)))
