"""The facts: what money came, where it went, and everything that is known about it."""
