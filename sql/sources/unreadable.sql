SELECT amount, example FROM unreadable_values($1)
