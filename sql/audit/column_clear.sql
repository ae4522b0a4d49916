DELETE FROM check_column
