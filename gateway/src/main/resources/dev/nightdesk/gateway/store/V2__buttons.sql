-- Which cards have buttons is asked at every turn's end, and must not cost more as a session grows old.

ALTER TABLE cards ADD COLUMN buttons INTEGER NOT NULL DEFAULT 0;
UPDATE cards SET buttons = json_array_length(body, '$.card.buttons');
CREATE INDEX cards_buttons ON cards (session) WHERE buttons > 0;
