-- The newest message of each place people were heard in, of channels that keep nothing for us.
CREATE TABLE heard (
  channel TEXT    NOT NULL,
  chat    TEXT    NOT NULL,
  thread  TEXT    NOT NULL,
  message TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (channel, chat, thread)
) STRICT;

-- What a session shows is shown in these places too.
CREATE TABLE watches (
  session TEXT NOT NULL,
  channel TEXT NOT NULL,
  chat    TEXT NOT NULL,
  thread  TEXT NOT NULL,
  PRIMARY KEY (session, channel, chat, thread)
) STRICT;

-- The card that this one shows once more, for whoever watches.
ALTER TABLE cards ADD COLUMN mirrors TEXT;
