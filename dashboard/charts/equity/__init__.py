"""Is everybody heard? Classes stand in the order of their names, never of their figures."""

from dashboard.charts.equity.between import funnel
from dashboard.charts.equity.coverage import coverage_picture
from dashboard.charts.equity.over_time import beside
from dashboard.charts.equity.participation import families_heard, voices
from dashboard.charts.equity.talk import talk_curve
from dashboard.charts.equity.terms import term_by_term, voices_term_by_term
from dashboard.charts.equity.weeks import weekly

__all__ = [
    "beside",
    "coverage_picture",
    "families_heard",
    "funnel",
    "talk_curve",
    "term_by_term",
    "voices",
    "voices_term_by_term",
    "weekly",
]
