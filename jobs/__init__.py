"""What runs by itself: the schedule, one door to APScheduler, one file a job."""
