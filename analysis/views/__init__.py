"""The report and what can be taken away, for staff; and what respondents get back."""
