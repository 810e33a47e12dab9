"""The time zones that may be said."""

from datetime import datetime

import polars as pl
import pytest

from dashboard.time_zones import time_zones


def test_polars_knows_every_time_zone_that_may_be_said():
    noon = pl.Series([datetime(2026, 1, 1, 12)])
    assert [zone for zone in time_zones() if noon.dt.replace_time_zone(zone).null_count()] == []


@pytest.mark.parametrize("zone", ["localtime", "Factory", "posix/Europe/London", "right/UTC", "Mars/Base"])
def test_what_is_no_place_is_not_among_them(zone):
    assert zone not in time_zones()


def test_they_stand_by_name():
    assert list(time_zones()) == sorted(time_zones())
    assert {"Europe/London", "Asia/Kathmandu", "UTC"} <= set(time_zones())
