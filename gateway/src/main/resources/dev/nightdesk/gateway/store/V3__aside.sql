-- Rows that cannot be read any more are kept as dead letters: `origin` says as what they were to be
-- read (NULL: the body is a happening), and the body is how to put them back.

ALTER TABLE dead ADD COLUMN origin TEXT;
ALTER TABLE dead ADD COLUMN told INTEGER NOT NULL DEFAULT 1;
CREATE INDEX dead_untold ON dead (id) WHERE told = 0;

-- Nobody ever counted in it.
ALTER TABLE inbox DROP COLUMN failures;

-- What is tried that waited when a gateway died, and how many gateways have died at it.
CREATE TABLE trials (
  what      TEXT    PRIMARY KEY,
  deaths    INTEGER NOT NULL,
  under_way INTEGER NOT NULL
) STRICT;
