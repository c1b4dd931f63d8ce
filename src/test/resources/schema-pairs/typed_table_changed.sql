-- before
CREATE TYPE c AS (a int, b text);
CREATE TABLE t OF c;
-- after
CREATE TYPE c AS (a int, b text, d int);
CREATE TABLE t OF c;
