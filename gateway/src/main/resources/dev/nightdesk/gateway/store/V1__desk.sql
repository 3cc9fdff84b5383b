-- Times are microseconds since 1970. A `body` is the whole record as JSON; the columns beside it are
-- what is asked for. `seq` is the order of arrival.

CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT;

CREATE TABLE inbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  source      TEXT    NOT NULL,
  source_id   TEXT    NOT NULL,
  lane        TEXT    NOT NULL,
  body        TEXT,
  failures    INTEGER NOT NULL DEFAULT 0,
  received_at INTEGER NOT NULL,
  finished_at INTEGER,
  UNIQUE (source, source_id)
) STRICT;
CREATE INDEX inbox_waiting ON inbox (lane, id) WHERE finished_at IS NULL;
CREATE INDEX inbox_content ON inbox (finished_at) WHERE finished_at IS NOT NULL AND body IS NOT NULL;

CREATE TABLE dead (
  id    INTEGER PRIMARY KEY AUTOINCREMENT,
  body  TEXT    NOT NULL,
  raw   TEXT    NOT NULL,
  stack TEXT    NOT NULL,
  at    INTEGER NOT NULL
) STRICT;

CREATE TABLE sessions (
  seq         INTEGER PRIMARY KEY,
  id          TEXT    NOT NULL UNIQUE,
  state       TEXT    NOT NULL,
  since       INTEGER NOT NULL,
  live        INTEGER NOT NULL,
  incarnation INTEGER NOT NULL,
  person      TEXT    NOT NULL,
  channel     TEXT    NOT NULL,
  chat        TEXT    NOT NULL,
  thread      TEXT    NOT NULL,
  body        TEXT    NOT NULL
) STRICT;
CREATE INDEX sessions_place ON sessions (channel, chat);
CREATE INDEX sessions_state ON sessions (state);
CREATE INDEX sessions_live ON sessions (live) WHERE live = 1;

CREATE TABLE prompts (
  seq     INTEGER PRIMARY KEY,
  id      TEXT    NOT NULL UNIQUE,
  session TEXT    NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
  open    INTEGER NOT NULL,
  body    TEXT    NOT NULL
) STRICT;
CREATE INDEX prompts_open ON prompts (session) WHERE open = 1;

CREATE TABLE requests (
  seq     INTEGER PRIMARY KEY,
  id      TEXT    NOT NULL UNIQUE,
  session TEXT    NOT NULL REFERENCES sessions (id) DEFERRABLE INITIALLY DEFERRED,
  open    INTEGER NOT NULL,
  unseen  INTEGER NOT NULL,
  body    TEXT    NOT NULL
) STRICT;
CREATE INDEX requests_open ON requests (session) WHERE open = 1;
CREATE INDEX requests_unseen ON requests (session) WHERE unseen = 1;

CREATE TABLE actions (
  seq   INTEGER PRIMARY KEY,
  token TEXT    NOT NULL UNIQUE,
  body  TEXT    NOT NULL
) STRICT;

CREATE TABLE cards (
  seq             INTEGER PRIMARY KEY,
  id              TEXT    NOT NULL UNIQUE,
  session         TEXT,
  urgency         INTEGER NOT NULL,
  channel         TEXT    NOT NULL,
  chat            TEXT    NOT NULL,
  thread          TEXT    NOT NULL,
  wanted          INTEGER NOT NULL,
  shown           INTEGER NOT NULL DEFAULT 0,
  refused         INTEGER NOT NULL DEFAULT 0,
  refused_why     TEXT,
  message         TEXT,
  first_wanted_at INTEGER NOT NULL,
  behind_since    INTEGER NOT NULL,
  shown_at        INTEGER,
  due_at          INTEGER NOT NULL DEFAULT 0,
  failures        INTEGER NOT NULL DEFAULT 0,
  body            TEXT    NOT NULL
) STRICT;
CREATE INDEX cards_session ON cards (session) WHERE session IS NOT NULL;
CREATE INDEX cards_place ON cards (channel, chat, thread);
CREATE INDEX cards_behind ON cards (channel, chat, thread) WHERE wanted > shown AND wanted > refused;

CREATE TABLE messages (
  seq     INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL,
  message TEXT NOT NULL,
  session TEXT,
  card    TEXT,
  UNIQUE (channel, chat, message)
) STRICT;

CREATE TABLE outbox (
  id          INTEGER PRIMARY KEY AUTOINCREMENT,
  lane        TEXT    NOT NULL,
  session     TEXT,
  incarnation INTEGER,
  overtakes   INTEGER NOT NULL,
  body        TEXT    NOT NULL,
  input       TEXT,
  line        BLOB,
  claimed     INTEGER NOT NULL DEFAULT 0,
  journal_at  INTEGER NOT NULL DEFAULT -1,
  due_at      INTEGER NOT NULL DEFAULT 0,
  failures    INTEGER NOT NULL DEFAULT 0,
  why         TEXT,
  at          INTEGER NOT NULL
) STRICT;
CREATE INDEX outbox_lane ON outbox (lane, id);

CREATE TABLE journals (
  seq         INTEGER PRIMARY KEY,
  session     TEXT    NOT NULL,
  incarnation INTEGER NOT NULL,
  length      INTEGER NOT NULL,
  UNIQUE (session, incarnation)
) STRICT;

CREATE TABLE captures (
  seq     INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL,
  body    TEXT NOT NULL UNIQUE
) STRICT;
CREATE INDEX captures_place ON captures (channel, chat, thread);

CREATE TABLE bindings (
  seq     INTEGER PRIMARY KEY,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL,
  session TEXT NOT NULL,
  UNIQUE (channel, chat, thread)
) STRICT;

CREATE TABLE places (
  seq        INTEGER PRIMARY KEY,
  channel    TEXT    NOT NULL,
  chat       TEXT    NOT NULL,
  thread     TEXT    NOT NULL,
  enabled    INTEGER NOT NULL DEFAULT 0,
  enabled_by TEXT    NOT NULL DEFAULT '',
  muted      INTEGER NOT NULL DEFAULT 0,
  UNIQUE (channel, chat, thread)
) STRICT;
CREATE INDEX places_muted ON places (channel, chat, thread) WHERE muted = 1;

-- Where chats went, for what was under way when they moved.
CREATE TABLE moves (
  channel    TEXT NOT NULL,
  chat       TEXT NOT NULL,
  to_channel TEXT NOT NULL,
  to_chat    TEXT NOT NULL,
  PRIMARY KEY (channel, chat)
) STRICT;

CREATE TABLE private_places (
  person  TEXT PRIMARY KEY,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL
) STRICT;

CREATE TABLE persons (
  name       TEXT    PRIMARY KEY,
  role       TEXT    NOT NULL,
  configured INTEGER NOT NULL
) STRICT;

CREATE TABLE identities (
  channel TEXT NOT NULL,
  user    TEXT NOT NULL,
  person  TEXT NOT NULL REFERENCES persons (name) ON DELETE CASCADE,
  PRIMARY KEY (channel, user)
) STRICT;
CREATE INDEX identities_person ON identities (person);

CREATE TABLE pairing (
  one  INTEGER PRIMARY KEY CHECK (one = 1),
  body TEXT    NOT NULL
) STRICT;

CREATE TABLE audit (
  id      INTEGER PRIMARY KEY AUTOINCREMENT,
  at      INTEGER NOT NULL,
  who     TEXT    NOT NULL,
  what    TEXT    NOT NULL,
  subject TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_strangers ON audit (subject, id) WHERE who = 'stranger';
