-- before
CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, c c);
CREATE VIEW v AS SELECT (c).a AS a, (c).b AS b FROM t;
CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE TYPE c AS (a bigint, b text, d int);
CREATE TABLE t (id int PRIMARY KEY, c c);
CREATE VIEW v AS SELECT (c).a AS a, (c).b AS b FROM t;
CREATE FUNCTION f(c) RETURNS int LANGUAGE sql AS 'SELECT 1';
