-- before
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (id int PRIMARY KEY, m mood);
-- after
CREATE TYPE mood AS ENUM ('awful', 'sad', 'meh', 'ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood);
