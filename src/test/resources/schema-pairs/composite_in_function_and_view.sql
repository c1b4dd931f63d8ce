-- before
CREATE TYPE c AS (a int, b text);
CREATE FUNCTION f(c) RETURNS c LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (id int PRIMARY KEY, c c, CHECK ((c).a > 0));
CREATE VIEW v AS SELECT f(c) AS c FROM t;
CREATE INDEX i ON t (((c).a));
-- after
CREATE TYPE c AS (a bigint, b text);
CREATE FUNCTION f(c) RETURNS c LANGUAGE sql IMMUTABLE AS 'SELECT $1';
CREATE TABLE t (id int PRIMARY KEY, c c, CHECK ((c).a > 0));
CREATE VIEW v AS SELECT f(c) AS c FROM t;
CREATE INDEX i ON t (((c).a));
