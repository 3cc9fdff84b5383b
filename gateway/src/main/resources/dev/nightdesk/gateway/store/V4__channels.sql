-- The newest message of each place people were heard in, of channels that keep nothing for us; and,
-- while something may have been missed there, the message from which on it is to be read.
CREATE TABLE heard (
  channel TEXT    NOT NULL,
  chat    TEXT    NOT NULL,
  thread  TEXT    NOT NULL,
  message TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  unread  TEXT,
  PRIMARY KEY (channel, chat, thread)
) STRICT;

-- What a session shows is shown in these places too, as somebody wished.
CREATE TABLE watches (
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL,
  person  TEXT NOT NULL,
  PRIMARY KEY (session, channel, chat, thread)
) STRICT;

-- The card that this one shows once more, for whoever watches.
ALTER TABLE cards ADD COLUMN mirrors TEXT;

-- Where a person can be spoken to alone, on each channel; `used` grows, and the greatest is where they
-- spoke last.
CREATE TABLE private_rooms (
  person  TEXT    NOT NULL,
  channel TEXT    NOT NULL,
  chat    TEXT    NOT NULL,
  thread  TEXT    NOT NULL,
  used    INTEGER NOT NULL,
  PRIMARY KEY (person, channel)
) STRICT;
INSERT INTO private_rooms (person, channel, chat, thread, used)
  SELECT person, channel, chat, thread, rowid FROM private_places;
DROP TABLE private_places;
ALTER TABLE private_rooms RENAME TO private_places;
