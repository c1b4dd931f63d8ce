-- before
CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TABLE a (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok');
-- after
CREATE TYPE state AS ENUM ('new', 'old');
CREATE TABLE a (id int PRIMARY KEY, s state NOT NULL DEFAULT 'new');
