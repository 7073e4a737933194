"""Files of rows that people upload, read as texts: CSV in all its forms, Excel workbooks. No Django, no database."""
