-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y text, CONSTRAINT u UNIQUE (x));
CREATE INDEX i ON a (x) INCLUDE (y);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y text, CONSTRAINT u UNIQUE (x) INCLUDE (y));
CREATE INDEX i ON a USING hash (x);
