DELETE FROM check_catalogue
