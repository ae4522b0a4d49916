-- $1 this organisation's name: the name of another whose schema this is already
SELECT value FROM setting WHERE section = 'org' AND name = 'name' AND value <> $1
