CREATE TABLE meta (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  store_id BLOB NOT NULL CHECK (length(store_id) = 16),
  format INTEGER NOT NULL
) STRICT;

CREATE TABLE slot (
  name TEXT PRIMARY KEY,
  body BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE manifest (
  only INTEGER PRIMARY KEY CHECK (only = 1),
  generation INTEGER NOT NULL,
  count INTEGER NOT NULL,
  root BLOB NOT NULL CHECK (length(root) = 32),
  log_head BLOB NOT NULL CHECK (length(log_head) = 32),
  mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

CREATE TABLE record (
  row INTEGER PRIMARY KEY,
  id BLOB NOT NULL CHECK (length(id) = 16),
  kind INTEGER NOT NULL CHECK (kind BETWEEN 0 AND 65535),
  owner BLOB NOT NULL CHECK (length(owner) = 16),
  version INTEGER NOT NULL CHECK (version > 0),
  tag BLOB NOT NULL CHECK (length(tag) = 16)
) STRICT;

CREATE TABLE body (
  row INTEGER PRIMARY KEY,
  body BLOB NOT NULL
) STRICT;
