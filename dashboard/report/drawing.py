"""A chart -> its title, its text alternative and SVG, drawn without a browser or a network."""

from dataclasses import dataclass
from typing import Any

import altair as alt
import vl_convert

from dashboard.charts.theme import TONES
from dashboard.report.style import FONT


@dataclass(frozen=True)
class Drawing:
    """A chart that can be drawn at any width; its title stands outside it, as a caption that wraps by itself."""

    title: str
    description: str
    specification: dict[str, Any]

    def svg(self, width: int, background: str = TONES["paper"][0]) -> str:
        """width: in pixels. Its letters are of FONT. The SVG names nothing outside itself."""
        config = {"background": background, "font": FONT, "padding": 4, "aria": False}
        chart = self.specification | {"width": width}
        return vl_convert.vegalite_to_svg(chart, config=config, allowed_base_urls=[])


def drawing(chart: alt.Chart | alt.LayerChart) -> Drawing:
    """A chart of `charts.theme.themed`."""
    specification = chart.to_dict(validate=False)  # the tests validate every chart
    del specification["title"]
    title = next(parameter["value"] for parameter in specification["params"] if parameter["name"] == "sentence")
    return Drawing(str(title), str(specification["description"]), specification)
