"""How fast is it? `python -m bench` measures speed for `published/performance.md`, `python -m bench app` the app."""
