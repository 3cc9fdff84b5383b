-- The newest message of each place people were heard in, of channels that keep nothing for us.
CREATE TABLE heard (
  channel TEXT    NOT NULL,
  chat    TEXT    NOT NULL,
  thread  TEXT    NOT NULL,
  message TEXT    NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (channel, chat, thread)
) STRICT;
