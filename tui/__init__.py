"""Gouji for a person: the command line, and the screens of the review."""

import os

# Textual reads these once, when it is imported. A key that moves the focus takes it three frames, and an
# escape character is taken for the key of that name when nothing follows it.
os.environ.setdefault("TEXTUAL_FPS", "120")
os.environ.setdefault("ESCDELAY", "25")
