-- before
CREATE TABLE a (id int PRIMARY KEY, t text);
-- after
CREATE UNLOGGED TABLE a (id int PRIMARY KEY, t text);
