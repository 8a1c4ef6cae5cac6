"""Real public notices of real places, as they were published: nothing added, nothing planted."""
