"""Lactwise: a guideline for the painful lactating breast, written once as data and used everywhere."""

__version__ = "2026.1"
