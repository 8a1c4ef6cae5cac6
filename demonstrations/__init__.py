"""Two demonstrations: real notices of real places, and a made-up province."""
