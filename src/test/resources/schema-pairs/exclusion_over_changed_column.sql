-- before
CREATE TABLE a (id int PRIMARY KEY, lo int, hi int, EXCLUDE USING gist (int4range(lo, hi) WITH &&));
-- after
CREATE TABLE a (id int PRIMARY KEY, lo bigint, hi bigint, EXCLUDE USING gist (int8range(lo, hi) WITH &&));
