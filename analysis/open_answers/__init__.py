"""Open answers: read, given codes, compared between coders, and quoted.

The questions that have open answers stand in `questions`; their answers are read by `reading`, which knows from
`standing` what coders made of each. `judging` writes that down, `agreeing` tells how far coders agree, and `quoting`
keeps the words that go into the report, checked by `names`.
"""
