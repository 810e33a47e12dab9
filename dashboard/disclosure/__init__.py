"""What may leave a class, and how it is treated first.

This door is of figures on the pages of readers of several classes. Those of summary files are in the modules beside it.
"""

from dashboard.disclosure.pages import (
    apart_from_one_family,
    apart_from_one_person,
    few,
    large,
    nearest_five,
    unshown,
)

__all__ = ["apart_from_one_family", "apart_from_one_person", "few", "large", "nearest_five", "unshown"]
