-- before
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE TYPE c AS (a d, b text);
CREATE TABLE t (id int PRIMARY KEY, c c, cs c[]);
-- after
CREATE DOMAIN d AS int CHECK (VALUE > 1);
CREATE TYPE c AS (a d, b text);
CREATE TABLE t (id int PRIMARY KEY, c c, cs c[]);
