"""Statistics of tables. Pure: numbers in, numbers out; NumPy and SciPy do the work."""
