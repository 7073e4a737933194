"""The forms of the analysis."""
