DELETE FROM parameter
