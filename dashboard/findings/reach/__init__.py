"""Do announcements reach? in sentences. Bands only: an export holds no receipts."""

from dashboard.findings.reach.by_class import table
from dashboard.findings.reach.headline import BANDS_TITLE, CAUTION, QUESTION, can_draw, figure, of_all, points

__all__ = ["BANDS_TITLE", "CAUTION", "QUESTION", "can_draw", "figure", "of_all", "points", "table"]
