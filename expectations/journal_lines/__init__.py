"""Rules on the lines of vouchers: dealings that are settled, coding that is whole."""
