-- before
CREATE TYPE c AS (a int, b text, gone int);
CREATE TABLE t (id int PRIMARY KEY, c c);
CREATE TABLE u OF c;
-- after
CREATE TYPE c AS (b text, a int);
CREATE TABLE t (id int PRIMARY KEY, c c);
CREATE TABLE u OF c;
