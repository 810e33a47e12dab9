"""What lies between two parts of 1, in whole per cent around it: "57 to 63 %"."""

from math import ceil, floor

HAIR = 0.001  # per cent: by so little a band may reach beyond the whole per cent that it ends at


def outer(low: float, high: float) -> tuple[int, int]:
    """Whole per cent around what lies between two parts of 1: (57, 63) of 0.575 and 0.625."""
    return floor(100 * low + HAIR), ceil(100 * high - HAIR)


def around(low: float, high: float) -> str:
    """In whole per cent: 55 to 85 % · 55 % or more · up to 85 % · 75 % · 0 to 100 %"""
    match outer(low, high):
        case 0, 100:
            return "0 to 100 %"
        case 0, most:
            return f"up to {most} %"
        case least, 100:
            return f"{least} % or more"
        case least, most:
            return f"{least} %" if least == most else f"{least} to {most} %"
