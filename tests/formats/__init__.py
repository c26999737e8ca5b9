"""One Draft in every file format that Gouji reads: the writers of the equality test."""
