"""Who was in which group when, how sure we are, and where member lists disagreed."""

from dashboard.membership.disagreements import disagreements
from dashboard.membership.head_counts import head_counts
from dashboard.membership.timeline import QUIET_DAYS, timeline

__all__ = ["QUIET_DAYS", "disagreements", "head_counts", "timeline"]
