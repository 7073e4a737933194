"""What a questionnaire means: pure Python that knows no Django, no database and no clock."""
