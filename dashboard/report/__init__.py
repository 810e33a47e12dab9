"""One stand-alone document of what the pages show: sentences, charts as SVG, small tables; as HTML or as PDF."""

from dashboard.report.html import POLICY, build
from dashboard.report.pdf import build_pdf
from dashboard.report.sections import METHOD_TITLE, UNKNOWN, Document, Section, Table

__all__ = ["METHOD_TITLE", "POLICY", "UNKNOWN", "Document", "Section", "Table", "build", "build_pdf"]
