"""The made-up province 示范省, codes under 99: nothing in it happened; it shows every event."""
