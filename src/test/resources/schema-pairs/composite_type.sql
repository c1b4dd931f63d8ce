-- before
CREATE TYPE point3 AS (x int, y int);
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TYPE point3 AS (x bigint, y int, z int);
CREATE TYPE line AS (a point3, b point3);
CREATE TABLE a (id int PRIMARY KEY);
