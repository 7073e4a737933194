"""What outsiders may be shown without being told what a single organisation answered.

`rules` say which numbers are small, `linking` finds the numbers of tables and what adds up to what, `hiding` hides so
many more that the small ones cannot be worked out, which `attacking` tries as an outsider would, and `protecting` puts
the result into tables. The respondents' own comparison goes through the same rules.
"""
