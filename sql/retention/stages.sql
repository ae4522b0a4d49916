-- The stages of what is merged: an export as it came, with columns that we do not keep
SELECT retain_stages()
