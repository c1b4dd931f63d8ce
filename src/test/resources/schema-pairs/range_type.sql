-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TYPE floats AS RANGE (subtype = float8, subtype_diff = float8mi);
CREATE TABLE a (id int PRIMARY KEY, r floats, d daterange);
