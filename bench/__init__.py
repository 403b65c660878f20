"""How fast is it? `python -m bench` measures, prints, and writes `published/performance.md`."""
