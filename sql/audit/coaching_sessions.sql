-- When the sessions of open flags could be.
SELECT coaching_session_keep()
