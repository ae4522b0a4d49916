-- How many may have been sent by a program that was killed.
SELECT delivery_settle()
