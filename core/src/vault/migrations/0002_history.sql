CREATE TABLE history (
  number INTEGER PRIMARY KEY CHECK (number > 0),
  previous BLOB NOT NULL CHECK (length(previous) = 32),
  tag BLOB NOT NULL CHECK (length(tag) = 16),
  body BLOB NOT NULL
) STRICT;

ALTER TABLE manifest ADD COLUMN log_first INTEGER NOT NULL DEFAULT 1;

ALTER TABLE manifest ADD COLUMN log_last INTEGER NOT NULL DEFAULT 0;
