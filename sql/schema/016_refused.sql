-- Why the source gave no rows of an object in its last pull, though it gave others; '' where
-- it gave them. The rows that are here are those of the pull before.
ALTER TABLE source_state ADD COLUMN refused text NOT NULL DEFAULT '';
