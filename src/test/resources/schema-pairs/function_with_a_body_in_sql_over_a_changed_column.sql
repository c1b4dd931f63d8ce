-- server 14
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(x) FROM a; END;
-- after
CREATE TABLE a (id int PRIMARY KEY, x smallint, y int);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(x) FROM a; END;
