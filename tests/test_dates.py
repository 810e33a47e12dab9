from datetime import date, timedelta

import polars as pl
import pytest

from parsers.dates import DateOrder, dates_of, decide_order
from parsers.header import Shape, shape_of, vote
from parsers.stamps import distinct_days, read_stamps

WEB = ["First line.", "[3/4/25, 8:01:59 PM] Ana: hi"]


def days_of(*dates: str, form: str = "{}, 08:01 - Ana: hi") -> tuple[pl.DataFrame, Shape]:
    shape = shape_of(form.format(dates[0]))
    assert shape is not None
    stamps = pl.Series([form.format(each).split(shape.closing)[0] for each in dates])
    return distinct_days([read_stamps(stamps, shape)]), shape


def decided(*dates: str, given: str | None = None, form: str = "{}, 08:01 - Ana: hi") -> tuple[str, bool, str]:
    return decide_order(*days_of(*dates, form=form), given)


@pytest.mark.parametrize(
    ("dates", "order"),
    [
        (["13/09/2025"], "dmy"),
        (["9/13/2025"], "mdy"),
        (["2025-01-02"], "ymd"),
        (["24/05/03"], "ymd"),  # 2003 was before WhatsApp
        (["05/06/25", "14/06/25"], "dmy"),
        (["11/09/2025", "12/09/2025", "01/10/2025"], "dmy"),  # month first, it would run back
        (["9/11/2025", "9/12/2025", "10/1/2025"], "mdy"),
        (["25/12/30", "25/12/31", "26/01/01"], "ymd"),  # year first, day first runs back
        (["26/1/20", "26/1/21", "26/1/22"], "ymd"),  # day first, 26 January of three years
        (["20/01/26", "21/01/26", "22/01/26"], "dmy"),
        (["09/11/12", "10/11/12", "11/11/12", "12/11/12"], "dmy"),
        (["12/11/10", "12/11/11", "12/11/12"], "ymd"),
        (["23/09/25"], "dmy"),  # one day, and hardly anybody writes 25 September 2023 like this
        (["23/09/25", "24/09/25"], "dmy"),
        (["01/04/2025", "02/04/2025", "03/04/2025", "04/04/2025"], "dmy"),  # four days of April
        (["4/1/2025", "4/2/2025", "4/3/2025", "4/4/2025"], "mdy"),
        ([f"{day}/1/25" for day in range(2, 11)], "dmy"),  # nine days of January
        (["03.04.2025"], "dmy"),  # no region writes M.D.Y
        (["03.04.25"], "dmy"),
        (["05/05/2025", "06/06/2025"], "dmy"),  # the same days either way
        (["31/02/2025", "13/04/2025"], "dmy"),  # one that does not exist decides nothing
        (["01/01/1970", "13/04/2025"], "dmy"),  # a phone whose clock was not set
        (["27/3/2568"], "dmy"),
        (["27/3/68"], "dmy"),  # 2568 of the Buddhist calendar: 2025
        (["3/27/R4"], "mdy"),
        (["R4/3/27"], "ymd"),
    ],
)
def test_date_order_is_decided_on_evidence(dates, order):
    assert decided(*dates)[:2] == (order, False)


def test_dates_that_fit_both_orders_are_undecided_and_the_reason_shows_one():
    assert decided("03/04/2025", "05/06/2025") == (
        "dmy",
        True,
        'Every date in it could be read day first or month first: "03/04/2025" may be 3 April 2025 or 4 March 2025.',
    )


def test_a_post_on_the_first_of_every_month_is_as_likely_as_days_of_january():
    assert decided("9/1/24", "10/1/24", "11/1/24", "12/1/24", "1/1/25")[:2] == ("dmy", True)


@pytest.mark.parametrize(
    ("form", "shown"),
    [("{}. 20:01 - Ana: hi", "26. 1. 20"), ("{} 下午8:01 - Ana: hi", "26/1/20")],
)
def test_where_a_two_digit_year_is_often_first_one_date_does_not_tell(form, shown):
    order, ambiguous, reason = decided(shown, form=form)
    assert (order, ambiguous) == ("ymd", True)
    assert f'"{shown}" may be 20 January 2026 or 26 January 2020.' in reason
    assert decided(shown, form=form, given="dmy")[:2] == ("dmy", False)


def test_what_a_person_says_settles_what_the_file_cannot():
    assert decided("03/04/2025", "05/06/2025", given="mdy")[:2] == ("mdy", False)
    assert decided("23/09/25", given="ymd")[:2] == ("ymd", False)


def test_what_a_person_says_cannot_make_a_thirteenth_month():
    assert decided("23/04/2025", given="mdy")[:2] == ("dmy", False)


@pytest.mark.parametrize(
    ("dates", "reason"),
    [
        (["03/04/2025", "23/04/2025"], 'Dates like "23/04/2025" can only be day first.'),
        (
            ["11/09/2025", "12/09/2025", "01/10/2025"],
            "Read month first, its messages would jump back in time once; read day first, they run on.",
        ),
        (
            ["26/1/20", "26/1/21", "26/1/22"],
            "Read day first, its few days would be spread over 2 years; read year first, they are near.",
        ),
        (["23/09/25"], 'Hardly anywhere are dates like "23/09/25" written year first.'),
        (["03.04.2025"], 'No region writes dates like "03.04.2025" with the month first.'),
        (
            ["15/9/1447"],
            'Its years are of the Islamic calendar ("15/9/1447"), which differs by country and is not read.',
        ),
        (["15/9/1847"], 'Its dates, such as "15/9/1847", are of no calendar that is read here.'),
    ],
)
def test_the_reason_is_a_sentence_with_an_example(dates, reason):
    assert decided(*dates)[2] == reason


def test_whatsapp_web_writes_the_month_first_whatever_the_dates_look_like():
    web = vote(WEB)
    assert web is not None
    days, _ = days_of("3/4/25")
    assert decide_order(days, web)[:2] == ("mdy", False)
    assert decide_order(days_of("13/4/25")[0], web)[:2] == ("dmy", False)  # but not a thirteenth month


def test_without_days_there_is_nothing_to_decide():
    days, shape = days_of("3/4/25")
    assert decide_order(days.clear(), shape) == ("dmy", False, "It has no dates.")


@pytest.mark.parametrize(
    ("written", "order", "day"),
    [
        ("23/09/2025", "dmy", "2025-09-23"),
        ("23/9/25", "dmy", "2025-09-23"),
        ("9/23/25", "mdy", "2025-09-23"),
        ("29/02/2024", "dmy", "2024-02-29"),
        ("29/02/2025", "dmy", None),
        ("01/01/1970", "dmy", "1970-01-01"),
        ("23/9/2568", "dmy", "2025-09-23"),
        ("23/9/68", "dmy", "2025-09-23"),
        ("114/9/23", "ymd", "2025-09-23"),  # of the Republic of China
        ("1403/1/1", "ymd", "2024-03-20"),  # Nowruz
        ("1404/1/1", "ymd", "2025-03-21"),
        ("1399/12/30", "ymd", "2021-03-20"),  # a leap year's last day
        ("1400/12/30", "ymd", None),
        ("1404/7/31", "ymd", None),
        ("1447/9/15", "ymd", None),
        ("3/27/R4", "mdy", "2022-03-27"),
        ("4/30/H31", "mdy", "2019-04-30"),
        ("R1/5/1", "ymd", "2019-05-01"),
        ("令和4/3/27", "ymd", "2022-03-27"),
        ("平成31/3/27", "ymd", "2019-03-27"),
        ("民國114/9/23", "ymd", "2025-09-23"),
        ("٢٣/٠٩/٢٠٢٥", "dmy", "2025-09-23"),
        ("۲۳/۹/۲۰۲۵", "dmy", "2025-09-23"),
        ("২৩/৯/২৫", "dmy", "2025-09-23"),
    ],
)
def test_a_day_of_any_calendar_that_can_be_told_from_its_year(written, order: DateOrder, day):
    assert dates_of(days_of(written)[0], order).to_list() == [day and date.fromisoformat(day)]


def test_persian_days_follow_each_other_without_gap_or_overlap():
    lengths = [31] * 6 + [30] * 5
    years = [(year, [*lengths, 30 if year in (1391, 1395, 1399, 1403, 1408) else 29]) for year in range(1388, 1410)]
    rows = [(str(y), str(m), str(d)) for y, months in years for m, n in enumerate(months, 1) for d in range(1, n + 1)]
    read = dates_of(pl.DataFrame(rows, schema=["a", "b", "c"], orient="row"), "ymd")
    assert read.to_list() == [date(2009, 3, 21) + timedelta(days=n) for n in range(len(rows))]
