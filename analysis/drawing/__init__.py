"""Figures as SVG, drawn from tables. Pure: a table goes in, a document comes out; nothing is counted here."""
