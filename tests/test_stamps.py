"""When records were sent, by their headers: in every language of WhatsApp, with all that a header can hold."""

import re
from datetime import datetime

import polars as pl
import pytest

from parsers import read_chat
from parsers.dates import decide_order
from parsers.header import vote
from parsers.stamps import Stamps, distinct_days, read_stamps, sent_at

# How WhatsApp writes dates and times: locale, date, time of 12 and of 24 hours, date D and time T together (as WhatsApp
# has it and as CLDR has it), the words for am and pm, and the digits. Of Somali, which it does not speak: CLDR's.
LOCALES = [
    ("en-US", "M/d/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("en-GB", "dd/MM/y", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "am", "pm", "latn"),
    ("en-IN", "dd/MM/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "am", "pm", "latn"),
    ("en-AU", "d/M/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "am", "pm", "latn"),
    ("es", "d/M/yy", "h:mm\u202fa", "H:mm", "D, T", "D, T", "a.\u202fm.", "p.\u202fm.", "latn"),
    ("es-MX", "dd/MM/yy", "h:mm\u202fa", "HH:mm", "D T", "D, T", "a.\u202fm.", "p.\u202fm.", "latn"),
    ("es-AR", "d/M/yy", "h:mm\u202fa", "HH:mm", "D T", "D, T", "a.\u202fm.", "p.\u202fm.", "latn"),
    ("pt-BR", "dd/MM/y", "h:mm\u202fa", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("pt", "dd/MM/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "a.m.", "p.m.", "latn"),
    ("fr", "dd/MM/y", "h:mm\u202fa", "HH:mm", "D, T", "D T", "AM", "PM", "latn"),
    ("fr-CA", "y-MM-dd", "h 'h' mm\u202fa", "HH 'h' mm", "D, T", "D T", "a.m.", "p.m.", "latn"),
    ("de", "dd.MM.yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("de-CH", "dd.MM.yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("it", "dd/MM/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("nl", "dd-MM-y", "h:mm a", "HH:mm", "D T", "D, T", "a.m.", "p.m.", "latn"),
    ("pl", "d.MM.y", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("tr", "d.MM.y", "a\u202fh:mm", "HH:mm", "D T", "D T", "ÖÖ", "ÖS", "latn"),
    ("ru", "dd.MM.y", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
    ("uk", "dd.MM.yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "дп", "пп", "latn"),
    ("ro", "dd.MM.y", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "a.m.", "p.m.", "latn"),
    ("el", "d/M/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "π.μ.", "μ.μ.", "latn"),
    ("sv", "y-MM-dd", "h:mm\u202fa", "HH:mm", "D T", "D T", "fm", "em", "latn"),
    ("da", "dd.MM.y", "h.mm\u202fa", "HH.mm", "D T", "D T", "AM", "PM", "latn"),
    ("nb", "dd.MM.y", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "a.m.", "p.m.", "latn"),
    ("fi", "d.M.y", "h.mm\u202fa", "H.mm", "D T", "D T", "ap.", "ip.", "latn"),
    ("cs", "dd.MM.yy", "h:mm\u202fa", "H:mm", "D T", "D T", "dop.", "odp.", "latn"),
    ("hu", "y. MM. dd.", "a\u202fh:mm", "H:mm", "D T", "D T", "de.", "du.", "latn"),
    ("he", "d.M.y", "h:mm a", "H:mm", "D, T", "D, T", "לפנה״צ", "אחה״צ", "latn"),
    ("ar-EG", "d\u200f/M\u200f/y", "h:mm a", "HH:mm", "D، T", "D، T", "ص", "م", "arab"),
    ("ar-SA", "d\u200f/M\u200f/y", "h:mm a", "HH:mm", "D، T", "D، T", "ص", "م", "arab"),
    ("ar-MA", "d\u200f/M\u200f/y", "h:mm a", "HH:mm", "D، T", "D، T", "ص", "م", "latn"),
    ("fa", "y/M/d", "h:mm a", "H:mm", "D،\u200f T", "D،\u200f T", "ق.ظ.", "ب.ظ.", "arabext"),
    ("ur", "d/M/yy", "h:mm a", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("hi", "d/M/yy", "h:mm a", "HH:mm", "D, T", "D, T", "am", "pm", "latn"),
    ("bn", "d/M/yy", "h:mm a", "HH:mm", "D T", "D T", "AM", "PM", "beng"),
    ("pa", "d/M/yy", "h:mm a", "HH:mm", "D, T", "D, T", "ਪੂ.ਦੁ.", "ਬਾ.ਦੁ.", "latn"),
    ("gu", "d/M/yy", "h:mm a", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("ta", "d/M/yy", "a h:mm", "HH:mm", "D, T", "D, T", "முற்பகல்", "பிற்பகல்", "latn"),
    ("te", "dd-MM-yy", "h:mm a", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("mr", "d/M/yy", "h:mm a", "H:mm", "D, T", "D, T", "AM", "PM", "deva"),
    ("id", "dd/MM/yy", "h.mm\u202fa", "HH.mm", "D T", "D T", "AM", "PM", "latn"),
    ("ms", "d/MM/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "PG", "PTG", "latn"),
    ("vi", "d/M/yy", "h:mm\u202fa", "H:mm", "T, D", "T D", "SA", "CH", "latn"),
    ("th", "d/M/yy", "h:mm a", "HH:mm น.", "D T", "D T", "AM", "PM", "latn"),
    ("zh-CN", "y/M/d", "ah:mm", "HH:mm", "D T", "D T", "上午", "下午", "latn"),
    ("zh-TW", "y/M/d", "Bh:mm", "HH:mm", "D T", "D T", "上午", "下午", "latn"),
    ("zh-HK", "d/M/y", "ah:mm", "HH:mm", "D T", "D T", "上午", "下午", "latn"),
    ("ja", "y/MM/dd", "aK:mm", "H:mm", "D T", "D T", "午前", "午後", "latn"),
    ("ko", "yy. M. d.", "a h:mm", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("sw", "dd/MM/y", "h:mm\u202fa", "HH:mm", "D T", "D T", "AM", "PM", "latn"),
    ("so", "dd/MM/yy", "h:mm\u202fa", "HH:mm", "D T", "D T", "GH", "GD", "latn"),
    ("sq", "d.M.yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "p.d.", "m.d.", "latn"),
    ("tl", "M/d/yy", "h:mm\u202fa", "HH:mm", "D, T", "D, T", "AM", "PM", "latn"),
]
DIGITS = {"latn": "0", "arab": "٠", "arabext": "۰", "beng": "০", "deva": "०"}
CHINESE = [(0, "凌晨"), (5, "清晨"), (8, "上午"), (12, "中午"), (13, "下午"), (19, "晚上")]
TIMES = [
    *(
        "2024-12-30 00:05:09",
        "2024-12-31 04:59:00",
        "2025-01-01 06:30:10",
        "2025-01-12 09:07:59",
        "2025-02-01 11:59:59",
    ),
    *(
        "2025-02-13 12:00:00",
        "2025-03-10 12:30:30",
        "2025-10-11 13:01:01",
        "2025-11-12 18:45:00",
        "2025-12-13 23:59:59",
    ),
]


def written(locale: tuple[str, ...], at: datetime, *, clock: int, ios: bool) -> str:
    """A date and time in a locale's own form."""
    _, date, time_12, time_24, glue, cldr_glue, am, pm, digits = locale
    time = time_12 if clock == 12 else time_24
    time = re.sub(r"mm", r"mm:ss" if ":" in time else "mm.ss", time) if ios and "'" not in time else time
    text = (cldr_glue if ios else glue).replace("D", _filled(date, at, am, pm)).replace("T", _filled(time, at, am, pm))
    return text.translate({ord(str(n)): chr(ord(DIGITS[digits]) + n) for n in range(10)})


def _filled(form: str, at: datetime, am: str, pm: str) -> str:
    fields = {
        **{"dd": f"{at.day:02}", "d": str(at.day), "MM": f"{at.month:02}", "M": str(at.month)},
        **{"yy": f"{at:%y}", "y": str(at.year), "HH": f"{at.hour:02}", "H": str(at.hour), "K": str(at.hour % 12)},
        **{"h": str(at.hour % 12 or 12), "hh": f"{at.hour % 12 or 12:02}", "mm": f"{at:%M}", "ss": f"{at:%S}"},
        **{"a": pm if at.hour >= 12 else am, "B": next(word for hour, word in CHINESE[::-1] if at.hour >= hour)},
    }
    parts = re.findall(r"'[^']*'|dd?|MM?|yy?|HH?|hh?|K|mm|ss|a|B|[^A-Za-z']|น", form)
    return "".join(part.strip("'") if part.startswith("'") else fields.get(part, part) for part in parts)


@pytest.mark.parametrize("clock", [12, 24])
@pytest.mark.parametrize("platform", ["android", "ios"])
@pytest.mark.parametrize("locale", LOCALES, ids=[locale[0] for locale in LOCALES])
def test_dates_and_times_of_every_locale_are_read(locale, platform, clock):
    ios = platform == "ios"
    times = [datetime.fromisoformat(time) for time in TIMES]
    stamps = [written(locale, time, clock=clock, ios=ios) for time in times]
    lines = [f"[{stamp}] Ana: hi" if ios else f"{stamp} - Ana: hi" for stamp in stamps]
    chat = read_chat("\n".join(lines).encode(), "WhatsApp Chat with 1A.txt")
    seconds = ios and all("'" not in form for form in locale[2:4])
    sent = [time if seconds else time.replace(second=0) for time in times]
    assert chat.messages["sent_at"].to_list() == sent
    assert (chat.header.platform, chat.header.clock, chat.header.ambiguous) == (platform, clock, False)


def read(*lines: str) -> Stamps:
    shape = vote(lines)
    assert shape is not None
    return read_stamps(pl.Series([line.split(shape.closing, 1)[0] for line in lines]), shape)


def times(*lines: str) -> list[str | None]:
    """When the lines were sent, by their own headers."""
    shape = vote(lines)
    assert shape is not None
    stamps = read(*lines)
    order, _, _ = decide_order(distinct_days([stamps]), shape)
    return [at and str(at) for at in sent_at(stamps, order)]


@pytest.mark.parametrize(
    ("line", "time"),
    [
        ("23/09/2025, 08:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("9/23/25, 8:01 PM - Ana: hi", "2025-09-23 20:01:00"),
        ("9/23/25, 8:01\u202fPM - Ana: hi", "2025-09-23 20:01:00"),
        ("9/23/25, 8:01p - Ana: hi", "2025-09-23 20:01:00"),
        ("23/9/2025, 8:01\u00a0p.\u00a0m. - Ana: hi", "2025-09-23 20:01:00"),
        ("23/9/2025, 12:01 a.m. - Ana: hi", "2025-09-23 00:01:00"),
        ("[23/09/2025, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("\u200e[23/09/2025, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("[23.09.25, 8:01:59 AM] Ana: hi", "2025-09-23 08:01:59"),
        ("[9/23/25 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("[23/09/25 08.01.59] Ana: hi", "2025-09-23 08:01:59"),
        ("2025-09-23, 08:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("2025/9/23, 8:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("23.9.2025 klo 8.01 - Ana: hi", "2025-09-23 08:01:00"),
        ("23.9.2025 klo ip. 8.01 - Ana: hi", "2025-09-23 20:01:00"),
        ("23/09/2025 à 08:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("23/9/2025 at 8:01 in the evening - Ana: hi", "2025-09-23 20:01:00"),
        ("2025-09-23 8 h 01 - Ana: hi", "2025-09-23 08:01:00"),
        ("2025-09-23 8 h 01 p.m. - Ana: hi", "2025-09-23 20:01:00"),
        ("2025-09-23 14 h 01 min 07 s - Ana: hi", "2025-09-23 14:01:07"),
        ("2025. 09. 23. 8:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("23. 9. 2025. 8:01 - Ana: hi", "2025-09-23 08:01:00"),
        ("23.09.25\u202fг., 8:01 ч. - Ana: hi", "2025-09-23 08:01:00"),
        ("2025年9月23日 20:01 - Ana: hi", "2025-09-23 20:01:00"),
        ("[08:01:59, 23/9/25] Ana: hi", "2025-09-23 08:01:59"),
        ("8:01 CH 23/9/25 - Ana: hi", "2025-09-23 20:01:00"),
        ("20.01.59 23.9.2025 - Ana: hi", "2025-09-23 20:01:59"),
        ("[\u200f23\u200f/9\u200f/2025، 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("[\u200f٢٣\u200f/٩\u200f/٢٠٢٥، ٨:٠١:٥٩ م] Ana: hi", "2025-09-23 20:01:59"),
        ("۲۰۲۵/۹/۲۳،\u200f ۸:۰۱ ب.ظ. - Ana: hi", "2025-09-23 20:01:00"),
        ("۱۴۰۴/۷/۱،\u200f ۸:۰۱ - Ana: hi", "2025-09-23 08:01:00"),
        ("[23/9/2568, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("[23/9/2568 BE, 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("[23/9/2568 พ.ศ. 08:01:59] Ana: hi", "2025-09-23 08:01:59"),
        ("23/9/68 08:01 น. - Ana: hi", "2025-09-23 08:01:00"),
        ("[3/27/R4, 21:41:35] Ana: hi", "2022-03-27 21:41:35"),
        ("[令和4年3月27日 21:41:35] Ana: hi", "2022-03-27 21:41:35"),
        ("[平成31/3/27 21:41:35] Ana: hi", "2019-03-27 21:41:35"),
        ("2025/9/23 午後0:30 - Ana: hi", "2025-09-23 12:30:00"),
        ("2025/9/23 晚上12:30 - Ana: hi", "2025-09-23 00:30:00"),
        ("9/23/25, 8:01?PM - Ana: hi", "2025-09-23 20:01:00"),
        ("9/23/25, 8:01â€¯PM - Ana: hi", "2025-09-23 20:01:00"),
        ("23/09/2016, 08:01:05: Ana: hi", "2016-09-23 08:01:05"),
    ],
)
def test_a_header_is_numbers_and_what_stands_between_them(line, time):
    assert times(line) == [time]


@pytest.mark.parametrize("line", ["31/02/2025, 08:01 - x", "23/09/2025, 25:01 - x", "23/09/2025, 08:61 - x"])
def test_a_day_or_time_that_does_not_exist_is_null(line):
    good = "23/09/2025, 08:01 - Ana: hi"
    assert times(good, line, good) == ["2025-09-23 08:01:00", None, "2025-09-23 08:01:00"]


def test_a_word_that_is_no_day_period_dates_nothing():
    lines = ["2025/9/23 上午8:01 - Ana: hi", "2025/9/23 大約8:01 - Ana: hi", "2025/9/23 下午8:01 - Ana: hi"]
    assert times(*lines) == ["2025-09-23 08:01:00", None, "2025-09-23 20:01:00"]


def test_stamps_with_other_spaces_marks_and_digits_than_their_neighbours_are_read():
    assert times(
        "18.03.22 14:56 - Ana: hi",
        "18.03.22\u00a014:57 - Ana: hi",
        "\u200f18\u200f.03.22 14:58 - Ana: hi",
        "١٨.٠٣.٢٢ ١٤:٥٩ - Ana: hi",
    ) == [f"2022-03-18 14:{minute}:00" for minute in (56, 57, 58, 59)]


def test_where_am_and_pm_were_lost_the_hours_are_as_written_and_that_is_said():
    lines = ["9/23/25, 8:01?M - Ana: hi", "9/23/25, 12:01?M - Ana: hi"]
    assert times(*lines) == ["2025-09-23 08:01:00", "2025-09-23 12:01:00"]
    assert read(*lines).unsure
    assert not read("9/23/25, 8:01 AM - Ana: hi").unsure


def test_the_distinct_days_of_several_parts_are_in_the_file_s_order():
    parts = [
        read("23/09/2025, 08:01 - a", "24/09/2025, 08:01 - a"),
        read("24/09/2025, 09:01 - a", "25/09/2025, 1:01 - a"),
    ]
    assert distinct_days(parts)["day"].to_list() == ["23/09/2025", "24/09/2025", "25/09/2025"]


def test_no_stamps_are_no_times():
    shape = vote(["23/09/2025, 08:01 - Ana: hi"])
    assert shape is not None
    stamps = read_stamps(pl.Series([], dtype=pl.String), shape)
    assert distinct_days([stamps]).is_empty()
    assert sent_at(stamps, "dmy").to_list() == []
