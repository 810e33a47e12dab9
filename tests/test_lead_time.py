import re
from datetime import date, datetime, timedelta
from pathlib import Path

import polars as pl
import pytest
from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from dashboard.metrics.lead_time import lead_days
from sample_exports.generator import imagine
from sample_exports.generator.dates import spoken

THURSDAY = datetime(2026, 6, 11, 16, 30)  # when all the texts below are sent
NAMED = [  # language, text, the first day that it names
    ("en", "Summer fair on Saturday 4 July from 12 to 3.", "2026-07-04"),
    ("en", "Summer fair: Saturday the 4th of July, 12pm", "2026-07-04"),
    ("en", "Save the date: 4 Jul 2026!", "2026-07-04"),
    ("en", "Save the date, July 4th, and bring a cake", "2026-07-04"),
    ("en", "Return slips by 04/07 please", "2026-07-04"),
    ("en", "Return slips by 04/07/2026 please", "2026-07-04"),
    ("en", "Deadline 2026-07-04, no later.", "2026-07-04"),
    ("en", "Own clothes day on Friday, bring £1.", "2026-06-12"),
    ("en", "PA meeting on Thursday at 7.30pm", "2026-06-18"),
    ("en", "Gates open at 8 tomorrow for Year 4", "2026-06-12"),
    ("en", "The sale is on today, straight after school", "2026-06-11"),
    ("en", "Sports day this Friday (26 June), hats please", "2026-06-26"),
    ("en", "Sat 27 & Sun 28 June: camping on the field", "2026-06-27"),
    ("en", "Book fair 22-26 June in the hall", "2026-06-22"),
    ("en", "Quiz on Friday 26th at 7pm, teams of 6", "2026-06-26"),
    ("en", "Thank you for coming on 6 June. Next one: 9 Sept", "2026-09-09"),
    ("en", "Disco 3.15-4.30pm, Fri 3 July, £4.50", "2026-07-03"),
    ("en", "Trip for 3A, 10.30 start, Tuesday June 23", "2026-06-23"),
    ("en", "Next term starts 3rd September", "2026-09-03"),
    ("en", "Photos on the 4th May 2027", "2027-05-04"),
    ("es", "La fiesta es el sábado 4 de julio a las 12", "2026-07-04"),
    ("es", "Reunión el viernes a las 9 de la mañana", "2026-06-12"),
    ("es", "Mañana no hay clase", "2026-06-12"),
    ("es", "Entregad el formulario antes del 30/06", "2026-06-30"),
    ("es", "Excursión: 1º de julio, llevad agua", "2026-07-01"),
    ("es", "Hoy por la tarde hay teatro", "2026-06-11"),
    ("fr", "La kermesse aura lieu le samedi 4 juillet à 14h", "2026-07-04"),
    ("fr", "Réunion vendredi à 18h30", "2026-06-12"),
    ("fr", "Rentrée le 1er septembre", "2026-09-01"),
    ("fr", "Demain, pensez aux chapeaux", "2026-06-12"),
    ("fr", "À rendre avant le 30/06/2026", "2026-06-30"),
    ("fr", "Fermeture le 14 août", "2026-08-14"),
    ("de", "Das Sommerfest ist am Samstag, den 4. Juli, um 15 Uhr", "2026-07-04"),
    ("de", "Bitte bis 26.6. zurückgeben", "2026-06-26"),
    ("de", "Elternabend am 30.06.2026 um 19.30 Uhr", "2026-06-30"),
    ("de", "Guten Morgen! Am Freitag ist Wandertag", "2026-06-12"),
    ("de", "Denkt dran, morgen ist Sporttag", "2026-06-12"),
    ("de", "Klasse 4 fährt am 1. Okt. ins Museum", "2026-10-01"),
    ("pl", "Festyn w sobotę 4 lipca o 12", "2026-07-04"),
    ("pl", "Zebranie w środę o 17", "2026-06-17"),
    ("pl", "Proszę oddać do 30.06.2026", "2026-06-30"),
    ("pl", "Jutro wycieczka, proszę o czapki", "2026-06-12"),
    ("pl", "Rozpoczęcie roku 1 września", "2026-09-01"),
    ("es", "Nos vemos pasado mañana en el patio", "2026-06-13"),
    ("fr", "Photo de classe jeudi 18", "2026-06-18"),
    ("de", "Am Montag, 22.06., ist Sportfest", "2026-06-22"),
    ("it", "La festa è sabato 4 luglio", "2026-07-04"),
    ("pt-BR", "Reunião na sexta-feira, 19 de junho, às 19h", "2026-06-19"),
    ("ru", "Собрание в пятницу в 18:00", "2026-06-12"),
    ("hu", "Július 4-én lesz a nyári vásár", "2026-07-04"),
    ("zh-CN", "7月4日星期六学校开放日", "2026-07-04"),
    ("ar", "الاجتماع يوم السبت 4 يوليو", "2026-07-04"),
]
NOT_NAMED = [
    ("en", "Year 4 may bring a toy, 3A as well"),
    ("en", "Years 3 and 4 march to the church"),
    ("en", "We hope to have it done by March"),
    ("en", "It costs £4.50 or 2 for £8, from 9.15 to 10.30"),
    ("en", "Call 020 7946 0004 or 07700 900 412"),
    ("en", "Forms: https://school.example/forms/2026-07-04 and www.school.example/4-july/"),
    ("en", "About 1/2 of you replied, the portal is open 24/7"),
    ("en", "Swimming on Fridays for Years 5/6"),
    ("en", "Sun cream on before school. The children sat for 4 hours."),
    ("en", "Thank you all for the fair of 6 June"),
    ("en", "See you at 10 in room 12. Bring 20p."),
    ("en", ""),
    ("es", "Buenos días, gracias a todos; 3 de cada 4 familias"),
    ("fr", "Merci mon ami, 4 parents au bord de mer, 15h30"),
    ("es", "Nos vemos a las 9 de la mañana"),
    ("de", "Der Morgen beginnt mit Musik"),
    ("en", "Doors 18:30 May and June, 3:15 July"),
    ("de", "So ein Tag! Guten Morgen, Klasse 4b, 3,50 Euro"),
    ("pl", "Dziękuję, klasa 4b zebrała 120 zł"),
]


def announced(*texts: str | None, at: datetime = THURSDAY) -> pl.DataFrame:
    return pl.DataFrame(
        {"announcement": range(1, len(texts) + 1), "sent_at": [at] * len(texts), "text": texts},
        schema={"announcement": pl.UInt32, "sent_at": pl.Datetime("ms"), "text": pl.String},
    )


def named(text: str | None, *languages: str, at: datetime = THURSDAY, day_first: bool = True) -> date | None:
    return lead_days(announced(text, at=at), day_first=day_first, languages=languages or ("en",))["named_on"][0]


@pytest.mark.parametrize(("language", "text", "day"), NAMED)
def test_the_first_day_named_is_found_in_the_language_of_the_text_and_among_others(language, text, day):
    assert named(text, language) == date.fromisoformat(day)
    assert named(text, language, "en") == date.fromisoformat(day)


@pytest.mark.parametrize(("language", "text"), NOT_NAMED)
def test_what_is_no_day_or_a_past_one_names_none(language, text):
    assert named(text, language) is None
    assert named(text, language, "en") is None


def test_lead_days_are_counted_from_the_day_of_sending_and_null_where_no_day_is_named():
    rows = lead_days(announced("today", "tomorrow", "on 4 July", "no day", None))
    assert rows.schema == {"announcement": pl.UInt32, "named_on": pl.Date, "lead_days": pl.Int32}
    assert rows["lead_days"].to_list() == [0, 1, 23, None, None]
    assert rows["named_on"].to_list()[2:] == [date(2026, 7, 4), None, None]


def test_without_announcements_there_are_no_rows():
    assert lead_days(announced()).is_empty()


@pytest.mark.parametrize(
    ("text", "day_first", "day"),
    [
        ("by 04/07", True, date(2026, 7, 4)),
        ("by 07/04", False, date(2026, 7, 4)),
        ("by 07/13", True, date(2026, 7, 13)),
        ("by 13/07", False, date(2026, 7, 13)),
        ("by 7.4.2026, or 4.7.2026", True, date(2026, 7, 4)),
    ],
)
def test_numbers_are_read_in_the_schools_order_unless_there_is_no_such_month(text, day_first, day):
    assert named(text, day_first=day_first) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on 7 April", date(2027, 4, 7)),
        ("on 8 April", None),
        ("on 10 June", None),
        ("on 11 June", date(2026, 6, 11)),
        ("on 10 June 2027", date(2027, 6, 10)),
        ("on 10 June 2025", None),
        ("on 29 February", None),
        ("on 31 June", None),
    ],
)
def test_without_a_year_it_is_the_next_such_day_at_most_300_days_ahead(text, day):
    assert named(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("on Friday", date(2026, 6, 12)),
        ("on Thursday", date(2026, 6, 18)),
        ("today, Thursday", date(2026, 6, 11)),
        ("on Friday 3 July", date(2026, 7, 3)),
        ("this Friday, in the hall (12 June)", date(2026, 6, 12)),
        ("on Friday for the party of 3 July", date(2026, 7, 3)),
        ("by Friday, as tickets for 4 July go fast", date(2026, 6, 12)),
        ("on Friday 26th", date(2026, 6, 26)),
        ("Friday 3 parents are needed", date(2026, 7, 3)),
        ("Friday 4 parents are needed", None),
        ("back on Monday 1st", None),
        ("term ends Friday week", date(2026, 6, 19)),
        ("on Friday week at 7", date(2026, 6, 19)),
        ("Friday fortnight", None),
        ("Friday week 2 of the club", None),
        ("a week on Friday", None),
        ("Tues at 6, hall", date(2026, 6, 16)),
        ("the children sat and sun shone", None),
        ("thank you for coming on Friday 5 June", None),
        ("thank you for coming on Friday, 5 June 2026; again on 3 July", date(2026, 7, 3)),
        ("on Friday 1/2 of you came", date(2026, 6, 12)),
    ],
)
def test_a_weekday_is_the_next_one_or_the_date_beside_it_that_falls_on_it(text, day):
    assert named(text) == day


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We met last Friday"),
        ("en", "Thank you for Friday!"),
        ("en", "Thank you all for coming on Friday."),
        ("en", "Photos from Saturday"),
        ("en", "Closed since the Friday before"),
        ("en", "Closed from Monday to Friday"),
        ("en", "Last Friday's cake sale"),
        ("de", "Wir waren letzten Freitag da"),
        ("de", "Fotos vom Samstag"),
        ("es", "Gracias por el viernes"),
        ("es", "El viernes pasado"),
        ("fr", "Vendredi dernier"),
        ("fr", "Merci pour vendredi"),
        ("it", "Le foto di venerdì scorso"),
        ("nl", "Afgelopen vrijdag"),
        ("pl", "W zeszły piątek"),
        ("pt-BR", "Na sexta-feira passada"),
        ("ru", "В прошлую пятницу"),
    ],
)
def test_a_weekday_that_may_be_past_names_no_day(language, text):
    assert named(text, language) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Tickets for Friday 3 July", date(2026, 7, 3)),
        ("Thank you! See you on Friday", date(2026, 6, 12)),
        ("Thanks for last Friday. On Tuesday we meet again.", date(2026, 6, 16)),
    ],
)
def test_a_day_beside_or_after_a_past_weekday_is_named_all_the_same(text, day):
    assert named(text) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("4 may come", None),
        ("4 May fair", date(2027, 5, 4)),
        ("4th may", date(2027, 5, 4)),
        ("tue 4 may", date(2027, 5, 4)),
        ("YEAR 4 MAY COME", None),
        ("3 out of 4", None),
        ("5 set menus", None),
        ("all 4 march in", None),
        ("all 4 March concerts", date(2027, 3, 4)),
        ("a £4 March concert", None),
    ],
)
def test_a_month_that_is_also_a_word_needs_a_capital_or_company(text, day):
    at = datetime(2026, 9, 1)
    assert named(text, "en", "pt-BR", at=at) == day


@pytest.mark.parametrize("language", sorted(path.stem for path in Path("parsers/wording").glob("*.toml")))
def test_dates_as_each_language_of_the_exports_writes_them_are_found(language):
    locale = Locale.parse(language, sep="-")
    for day in (date(2026, 6, 12) + timedelta(days=23 * step) for step in range(13)):
        without_year = format_date(day, str(locale.datetime_skeletons["MMMMd"]), locale)
        spelt = [format_date(day, "long", locale), format_date(day, "medium", locale), without_year]
        weekday = format_date(day, "EEEE", locale)
        texts = [f"PA: {text}, 18:00!" for text in (*spelt, f"{weekday} {spelt[0]}")]
        found = lead_days(announced(*texts), languages=(language, "en"))["named_on"].to_list()
        assert dict(zip(texts, found, strict=True)) == dict.fromkeys(texts, day)
        soon = next(
            THURSDAY.date() + timedelta(days=n)
            for n in range(1, 8)
            if (THURSDAY.weekday() + n - day.weekday()) % 7 == 0
        )
        assert named(f"PA: {weekday}!", language, "en") == soon


@pytest.mark.parametrize("seed", [20260717, 7, 99])
def test_in_generated_schools_every_announcement_names_the_day_that_was_written_into_it(seed):
    for each in imagine(seed).announcements:
        spoken_of = [each.at.date() + timedelta(days=n) for n in range(40)]
        written = [day for day in spoken_of if f"{spoken(day)} " in re.sub(r"\W", " ", each.text) + " "]
        first = each.at.date() + timedelta(days=1) if "opens tomorrow" in each.text else next(iter(written), None)
        assert named(each.text, at=each.at) == first, each.text


def test_a_language_that_nobody_registered_is_an_error():
    with pytest.raises(UnknownLocaleError):
        lead_days(announced("on 4 July"), languages=("xx",))


@given(st.text(max_size=60), st.dates(date(2015, 1, 1), date(2040, 1, 1)))
def test_whatever_the_text_a_day_named_is_never_before_the_sending(text, sent_on):
    found = named(text, "en", "de", "hu", "zh-CN", at=datetime.combine(sent_on, THURSDAY.time()))
    assert found is None or found >= sent_on


@given(
    st.dates(date(2026, 6, 11), date(2027, 4, 7)),
    st.sampled_from(["{0:%A} {0.day} {0:%B}", "{0:%B} {0.day}", "{0:%d/%m}"]),
)
def test_every_day_of_the_next_300_is_found_however_it_is_put_in_english(day, way):
    assert named(f"Please come on {way.format(day)}, all of you") == day
