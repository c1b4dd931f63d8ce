-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TYPE c AS (x e, y e[]);
CREATE TABLE t (id int PRIMARY KEY, c c, e e DEFAULT 'a');
CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE c AS (x e, y e[]);
CREATE TABLE t (id int PRIMARY KEY, c c, e e DEFAULT 'a');
CREATE FUNCTION f(e) RETURNS int LANGUAGE sql AS 'SELECT 1';
