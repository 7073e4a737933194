"""The pages of whoever answers: one form a page, saved before the next is shown."""
