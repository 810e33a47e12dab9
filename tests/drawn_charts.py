"""A chart as the browser gets it, taken apart for the tests of charts."""

from typing import Any

from dashboard.charts import theme


def spec(chart: theme.Picture) -> dict[str, Any]:
    """The specification as the browser gets it."""
    return chart.to_dict(validate=False)


def layers(chart: theme.Picture) -> list[tuple[dict[str, Any], list[dict[str, Any]]]]:
    """Each layer of a chart with the rows that it draws."""
    whole = spec(chart)
    own = [layer if "data" in layer else {**layer, "data": whole["data"]} for layer in whole.get("layer", [whole])]
    return [(layer, whole["datasets"][layer["data"]["name"]]) for layer in own]


def rows_of(chart: theme.Picture) -> list[dict[str, Any]]:
    return [row for _, rows in layers(chart) for row in rows]


def drawn(chart: theme.Picture, channel: str, field: str) -> list[Any]:
    """Every value of `field` that the chart draws by `channel`."""
    return [
        row[field]
        for layer, rows in layers(chart)
        if layer["encoding"].get(channel, {}).get("field") == field
        for row in rows
    ]


def row_order(chart: theme.Picture) -> list[str]:
    """The labels of the rows from top to bottom, names and notes."""
    return next(layer["encoding"]["y"]["sort"] for layer, _ in layers(chart))


def legend_of(chart: theme.Picture) -> list[str]:
    """What the legend names, in its order; nothing where there is none."""
    for layer, _ in layers(chart):
        fill = layer["encoding"].get("fill", {})
        if fill.get("legend"):
            return fill["legend"].get("values", fill["scale"]["domain"])
    return []


def told(chart: theme.Picture) -> set[str]:
    """The fields that the pointer reads off."""
    tips = [tip for layer, _ in layers(chart) for tip in layer["encoding"].get("tooltip") or []]
    return {tip["field"] for tip in tips}


def expressions(part: object) -> list[str]:
    """Every expression that the browser is to compute."""
    if isinstance(part, dict):
        own = [part[name] for name in ("expr", "labelExpr") if isinstance(part.get(name), str)]
        return own + [found for value in part.values() for found in expressions(value)]
    return [found for value in part for found in expressions(value)] if isinstance(part, list) else []
