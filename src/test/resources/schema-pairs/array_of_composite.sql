-- before
CREATE TYPE c AS (a int);
CREATE TABLE t (id int PRIMARY KEY, cs c[]);
CREATE FUNCTION f(xs c[]) RETURNS c LANGUAGE sql AS 'SELECT xs[1]';
-- after
CREATE TYPE c AS (a int, b text);
CREATE TABLE t (id int PRIMARY KEY, cs c[]);
CREATE FUNCTION f(xs c[]) RETURNS c LANGUAGE sql AS 'SELECT xs[1]';
