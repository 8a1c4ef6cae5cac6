"""What the rules must name and what they must pass over, planted a subject a file."""
