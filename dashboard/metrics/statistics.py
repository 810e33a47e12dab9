"""The plain functions of counts, all behind one door. None is "undefined", never zero."""

from dashboard.metrics.estimators.concentration import Theil, equal_gini, gini, half_the_talk, lorenz, theil
from dashboard.metrics.estimators.proportions import funnel_limits, mcnemar, newcombe, wilson
from dashboard.metrics.estimators.responses import poll_voters, time_to_activity
from dashboard.metrics.estimators.shrinkage import overdispersion, shrunk_rates
from dashboard.metrics.estimators.trends import mann_kendall, theil_sen
from dashboard.metrics.estimators.voices import equal_reference, hill, rarefied, voices_ratio

__all__ = [
    "Theil",
    "equal_gini",
    "equal_reference",
    "funnel_limits",
    "gini",
    "half_the_talk",
    "hill",
    "lorenz",
    "mann_kendall",
    "mcnemar",
    "newcombe",
    "overdispersion",
    "poll_voters",
    "rarefied",
    "shrunk_rates",
    "theil",
    "theil_sen",
    "time_to_activity",
    "voices_ratio",
    "wilson",
]
