"""Does what must hold hold for every patient there can be? Questions to z3 about the lowered guideline.

`prover.py` answers the claims of safety.toml and the properties that any guideline must have; `witness.py` finds the
smallest patient of whom something is true, or proves that there is none.
"""
