"""Patients made up for audits, benchmarks and anyone who wants to try: plausible, various, and nobody real."""
