"""Rules on what audits found: put right in time, in fact, and not found again."""
