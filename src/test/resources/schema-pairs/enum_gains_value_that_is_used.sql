-- before
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (id int PRIMARY KEY, m mood DEFAULT 'sad');
-- after
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood DEFAULT 'happy', CONSTRAINT no_sadness CHECK (m <> 'sad' OR id > 0 OR m = 'happy'));
