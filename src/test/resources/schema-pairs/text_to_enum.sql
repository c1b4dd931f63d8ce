-- before
CREATE TABLE a (id int PRIMARY KEY, m text NOT NULL DEFAULT 'ok');
-- after
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok');
