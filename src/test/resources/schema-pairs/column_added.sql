-- before
CREATE TABLE a (id bigint PRIMARY KEY);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, name text NOT NULL DEFAULT '', born date, score numeric(10, 2));
