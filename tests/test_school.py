"""school.toml -> School; every mistake is one sentence with its remedy."""

from dataclasses import FrozenInstanceError
from datetime import date, time
from pathlib import Path

import pytest

from dashboard.bank_holidays import BankHolidays
from dashboard.policy import read_profile
from dashboard.school import ChatFacts, ClassGroup, School, Term, read_school
from parsers.errors import SettingsError

FULL = """\
name = "Bramley Hill Primary School"
time_zone = "Europe/Madrid"
region = "ES"
policy_profile = "class-policy"
pa_posters = ["Bramley Hill PA", "+34 600 000 000"]
allowed_domains = ["BramleyHill.example"]
school_domains = ["School.BramleyHill.example"]
[quiet_hours]
start = 22:00:00
end = 06:30:00
[bank_holidays]
country = "ES"
subdivision = "MD"
[announcements]
chat = "PA Announcements"
window_hours = 168
[[classes]]
name = "1A"
year = 1
chat = "Class 1A"
exporting = false
[[classes]]
name = "1B"
[[chats]]
name = "Class 1A"
admin = true
date_order = "dmy"
time_zone = "Asia/Kolkata"
[[terms]]
name = "Autumn 2025"
starts = 2025-09-03
ends = 2025-12-19
"""


def test_a_full_school_toml_is_read_as_written() -> None:
    assert read_school(FULL.encode(), "school.toml") == School(
        name="Bramley Hill Primary School",
        time_zone="Europe/Madrid",
        region="ES",
        region_said=True,
        profile=read_profile("class-policy"),
        pa_posters=("Bramley Hill PA", "+34 600 000 000"),
        announcement_chat="PA Announcements",
        window_hours=168,
        classes=(ClassGroup("1A", year="1", chat="Class 1A", exporting=False), ClassGroup("1B")),
        chats=(ChatFacts("Class 1A", admin=True, date_order="dmy", time_zone="Asia/Kolkata"),),
        allowed_domains=("bramleyhill.example",),
        school_domains=("school.bramleyhill.example",),
        quiet_start=time(22),
        quiet_end=time(6, 30),
        terms=(Term("Autumn 2025", date(2025, 9, 3), date(2025, 12, 19)),),
        bank_holidays=BankHolidays("ES", "MD"),
    )


@pytest.mark.parametrize("text", [b"", b"\xef\xbb\xbf# nothing yet\n"])
def test_a_school_that_says_nothing_is_a_school_of_defaults(text: bytes) -> None:
    assert read_school(text, "school.toml") == School()
    assert (School().profile.name, School().quiet_start, School().quiet_end) == ("community", time(21), time(7))


def test_one_end_of_the_quiet_hours_leaves_the_other_as_it_was() -> None:
    school = read_school(b"[quiet_hours]\nstart = 20:00:00\n", "school.toml")
    assert (school.quiet_start, school.quiet_end) == (time(20), time(7))


def test_a_school_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        School().name = "Another"  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('nam = "x"', 'The setting "nam" is not known. Did you mean "name"?'),
        ("[quiet_hours]\nstop = 07:00:00", r'In \[quiet_hours\], the setting "stop" is not known'),
        (
            '[[classes]]\nname = "1A"\n[[classes]]\nnames = "1B"',
            r'In \[\[classes\]\] 2, the setting "names" is not known',
        ),
        ("name = 3", '"name" must be a text. Write name = "text".'),
        ('name = " "', '"name" is empty. Fill it in, or remove the line.'),
        ("year = 1", 'The setting "year" is not known'),
        ('pa_posters = "Bramley Hill PA"', '"pa_posters" must be a list of texts. Write pa_posters = '),
        ("allowed_domains = [1]", '"allowed_domains" must be a list of texts'),
        ('announcements = "PA"', r'"announcements" must be a table. Write \[announcements\] on a line'),
        ('classes = ["1A"]', r'"classes" must be a list of tables. Write \[\[classes\]\] above'),
        ('[[classes]]\nyear = "1"', r'In \[\[classes\]\] 1, "name" is missing. Add a line name = "text".'),
        ('[[classes]]\nname = "1A"\nexporting = "no"', r'In \[\[classes\]\] 1, "exporting" must be true or false'),
        ('[[classes]]\nname = "1A"\nyear = true', '"year" must be a text'),
        ('time_zone = "Mars/Base"', 'The time zone "Mars/Base" is not known. Write it as "Europe/London".'),
        ('time_zone = "../zone"', "The time zone .* is not known"),
        ('time_zone = "localtime"', 'The time zone "localtime" is not known. Write it as "Europe/London".'),
        ('region = "UK"', 'The region "UK" is not known. Write its two capital letters, such as "GB".'),
        ('policy_profile = "comunity"', 'There is no policy profile "comunity". Did you mean "community"?'),
        ('policy_profile = "../school"', 'There is no policy profile "../school". Choose one of "community", '),
        ("[quiet_hours]\nstart = 07:00:00", "The quiet hours start and end at the same time"),
        ('[quiet_hours]\nstart = "21:00"', r'In \[quiet_hours\], "start" must be a time. Write start = 21:00:00.'),
        ("[quiet_hours]\nstart = 21:00", "not written as TOML: .*line 2.* a time has its seconds"),
        (
            '[[chats]]\nname = "1A"\ndate_order = "dym"',
            '"date_order" cannot be "dym". Write one of "dmy", "mdy", "ymd".',
        ),
        ('[[chats]]\nname = "1A"\nadmin = 1', '"admin" must be true or false. Write admin = true.'),
        ('[[terms]]\nname = "T"\nstarts = 2025-12-19\nends = 2025-09-03', 'the term "T" ends before it starts'),
        ('[[terms]]\nname = "T"\nstarts = 2025-12-19', '"ends" is missing. Add a line ends = 2025-09-03.'),
        ('[[terms]]\nname = "T"\nstarts = 2025-09-03T08:00:00\nends = 2025-12-19', '"starts" must be a date'),
        ('[[classes]]\nname = "1A"\n[[classes]]\nname = "1A"', 'The class "1A" is named twice'),
        (
            '[[classes]]\nname = "1A"\nchat = "One"\n[[classes]]\nname = "1B"\nchat = "One"',
            'The group of a class "One" is named twice',
        ),
        ('[announcements]\nchat = "One"\n[[classes]]\nname = "1A"\nchat = "One"', '"One" is named twice'),
        ("[announcements]\nwindow_hours = 48", "the window of 48 hours is not offered. Write 24, 72 or 168."),
        ('[[chats]]\nname = "One"\n[[chats]]\nname = "One"', r'The group in \[\[chats\]\] "One" is named twice'),
        (
            '[bank_holidays]\nsubdivision = "BY"',
            '"GB" has no part "BY". Write one of "ENG", "NIR", "SCT", "WLS", or remove',
        ),
        ('[bank_holidays]\ncountry = "UK"', 'the bank holidays of "UK" are not known. Write the two capital letters'),
        ('[bank_holidays]\ncount = "no"', '"count" must be true or false'),
        ('[[chats]]\nname = "One"\ntime_zone = "Mars/Base"', 'the time zone "Mars/Base" is not known'),
        ("name = Bramley Hill", "The settings are not written as TOML"),
    ],
)
def test_a_mistake_in_the_settings_is_a_sentence_with_its_remedy(text: str, sentence: str) -> None:
    with pytest.raises(SettingsError, match=sentence) as raised:
        read_school(text.encode(), "school.toml")
    assert raised.value.file == "school.toml"
    assert raised.value.problem.endswith((".", "?"))
    assert raised.value.remedy.endswith(".")


def test_settings_that_are_no_utf_8_say_so() -> None:
    with pytest.raises(SettingsError, match="The settings are not UTF-8 text"):
        read_school(b'name = "\xe9cole"', "school.toml")


def test_the_sample_schools_settings_are_read(sample: Path) -> None:
    school = read_school((sample / "school.toml").read_bytes(), "school.toml")
    assert (school.name, len(school.classes)) == ("Bramley Hill Primary School", 8)
    assert [each.name for each in school.classes if each.chat is None] == ["3A"]
    assert [each.name for each in school.classes if not each.exporting] == ["3B"]


@pytest.mark.parametrize(
    ("written", "whose"),
    [
        ("", BankHolidays("GB")),
        ('region = "ES"', BankHolidays("ES")),
        ('region = "ES"\n[bank_holidays]\ncountry = "GB"\nsubdivision = "SCT"', BankHolidays("GB", "SCT")),
        ('[bank_holidays]\nsubdivision = "NIR"', BankHolidays("GB", "NIR")),
        ("[bank_holidays]\ncount = false", None),
    ],
)
def test_bank_holidays_are_the_regions_unless_another_country_a_part_or_none_is_said(written, whose) -> None:
    assert read_school(written.encode(), "school.toml").bank_holidays == whose
