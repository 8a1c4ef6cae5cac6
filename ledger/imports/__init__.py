"""Workbooks and CSV files become facts: read, checked cell by cell, staged, posted by sets."""
