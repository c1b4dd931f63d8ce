-- server 14
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y text);
CREATE FUNCTION total() RETURNS bigint LANGUAGE sql STABLE BEGIN ATOMIC SELECT sum(x) FROM a; SELECT count(y) + 1 FROM a; END;
CREATE FUNCTION twice(n int) RETURNS int LANGUAGE sql IMMUTABLE RETURN n * 2;
