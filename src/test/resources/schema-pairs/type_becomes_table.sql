-- before
CREATE TYPE c AS (a int);
CREATE TABLE t (id int);
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
-- after
CREATE TABLE c (a int);
CREATE TYPE t AS (id int);
CREATE DOMAIN e AS text;
CREATE TYPE d AS ENUM ('x');
