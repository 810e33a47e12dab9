"""What a person's message is, besides text: media, a poll, a place, a contact, something deleted, a call.

Almost every message is text, so a glance picks out the few that may be more; most of those are WhatsApp's words and
nothing else, which are looked up; only the rest is matched against patterns.
"""

from collections.abc import Sequence

import polars as pl

from parsers.markers import LRM, MENTION, OWN_MARKS, RLM, Markers, looked_up, markers
from parsers.notices import bare_name
from parsers.schema import KIND, MEDIA
from parsers.wording import Wording

__all__ = ["LRM", "OWN_MARKS", "special"]

_MENTIONED = "@\u2068([^\u2069\n]*)\u2069"
_TEXT, _MEDIA = (pl.lit(kind, dtype=KIND) for kind in ("text", "media"))
_NO_CODE = pl.col("code").is_null()
_NOBODY = pl.lit(None, dtype=pl.String).alias("actor")
_NO_OPTIONS = pl.lit(None, dtype=pl.List(pl.Struct({"option": pl.String, "votes": pl.UInt32}))).alias("options")
_MEDIA_OF_SERIES = {
    "IMG": "image",
    "PHOTO": "image",
    "VID": "video",
    "PTV": "video",
    "VIDEO": "video",
    "PTT": "voice",
    "AUD": "audio",
    "STK": "sticker",
    "STICKER": "sticker",
    "GIF": "gif",
    "DOC": "document",
}
_MEDIA_OF_ENDINGS = {
    ending: media
    for media, endings in {
        "contact": "vcf",
        "sticker": "webp was",
        "gif": "gif",
        "voice": "opus",
        "image": "jpg jpeg png heic heif bmp tif tiff avif",
        "video": "mp4 mov 3gp m4v avi mkv webm",
        "audio": "m4a mp3 aac amr wav ogg flac caf",
    }.items()
    for ending in endings.split()
}


def special(
    messages: pl.DataFrame, spoken: Sequence[Wording], *, marked: bool, web: bool = False, bare: bool = True
) -> pl.DataFrame:
    """Columns id, text, kind, media, actor, edited, options for the messages (id, text) that are not simply text.

    They are in no particular order. The text is without WhatsApp's own direction marks and edit mark; where nothing
    but these was in it, the kind is text. The actor of a deleted message is the admin who deleted it, where the export
    names one. `marked` says that WhatsApp's own words begin with U+200E or U+200F in this export (iOS), so that the
    same words without it were typed by a person; `web` that the export is WhatsApp Web's, where "Contact: Ana" is a
    contact card.
    """
    words = markers(tuple(spoken), marked=marked, web=web, bare=bare)
    some = messages.filter(words.glance).select("id", "text", written="text", edited=words.edited)
    if some["edited"].any():
        some = pl.concat([some.filter(~pl.col("edited")), some.filter("edited").with_columns(words.unedited)])
    some = some.with_columns(code=words.whole)
    rest = some.filter(_NO_CODE).with_columns(body=words.body)
    attached = rest.select(words.attached).to_series()
    whole = some.drop_nulls("code").select("id", words.clean, words.kind, words.media, _NOBODY, "edited", _NO_OPTIONS)
    return pl.concat([whole, *_files(rest.filter(attached), words), *_others(rest.filter(~attached), words)])


def _files(files: pl.DataFrame, words: Markers) -> list[pl.DataFrame]:
    """The columns of `special` for messages with a file that came with the export."""
    if files.is_empty():
        return []
    files = files.with_columns(media=looked_up(words.series, _MEDIA_OF_SERIES, MEDIA))
    named = files.filter(pl.col("media").is_null())
    if len(named):  # by people, not by WhatsApp
        media = looked_up(words.ending.str.to_lowercase(), _MEDIA_OF_ENDINGS, MEDIA).fill_null("document")
        files = pl.concat([files.drop_nulls("media"), named.with_columns(media=media)])
    kind = pl.when(pl.col("media") == "contact").then(pl.lit("contact", dtype=KIND)).otherwise(_MEDIA)
    return [
        _cleaned(files.with_columns(kind=kind)).select("id", "text", "kind", "media", _NOBODY, "edited", _NO_OPTIONS)
    ]


def _others(others: pl.DataFrame, words: Markers) -> list[pl.DataFrame]:
    """The columns of `special` for what is neither looked up whole nor a file."""
    if others.is_empty():
        return []
    others = others.with_columns(code=words.line)
    worded = others.select(_NO_CODE & words.is_worded).to_series()
    if worded.any():
        others = pl.concat([others.filter(~worded), others.filter(worded).with_columns(code=words.worded)])
    told = _cleaned(others.with_columns(words.kind.fill_null(_TEXT), words.media))
    told = told.filter((pl.col("kind") != "text") | "edited" | (pl.col("text") != pl.col("written")))
    actor = pl.when(pl.col("kind") == "deleted").then(bare_name(words.admin))
    told = told.select("id", "text", "kind", "media", actor.alias("actor"), "edited", _NO_OPTIONS)
    polls = told.filter(pl.col("kind") == "poll")
    if polls.is_empty():
        return [told]
    return [told.filter(pl.col("kind") != "poll"), polls.with_columns(options=words.options)]


def _cleaned(told: pl.DataFrame) -> pl.DataFrame:
    """The text as written, less the direction marks that WhatsApp put before its own words and around mentions."""
    marks = told["text"].str.contains_any([LRM, RLM, MENTION])
    if not marks.any():
        return told
    text = pl.col("text")
    own = text.str.replace_all(rf"(?m){LRM}|^{RLM}|{RLM}(<)", "${1}")
    typed = text.str.strip_prefix(LRM).str.replace_all(f"{LRM}<", "<", literal=True)
    clean = pl.when(pl.col("kind") == "text").then(typed).otherwise(own).str.replace_all(_MENTIONED, "@${1}")
    return pl.concat([told.filter(~marks), told.filter(marks).with_columns(clean)])
