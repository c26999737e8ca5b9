"""What an expert found in the real reports, against what an audit finds in them.

`python -m tests.truth panyu-2019` prints the comparison for a person; the tests hold its figures.
"""
