"""The leaflet."""

from lactwise.model import Guideline


def html(guideline: Guideline, language: str = "en") -> str:
    """The leaflet as a page."""
    return f"<!doctype html><html lang={language}><title>Leaflet</title>"
