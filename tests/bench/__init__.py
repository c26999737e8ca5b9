"""How fast and how good the program is. `python -m tests.bench` prints it; nothing here asserts a time."""
