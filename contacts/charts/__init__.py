"""The geometry of pictures: numbers in, places on the picture out, as texts. No Django, no colours, no markup."""
