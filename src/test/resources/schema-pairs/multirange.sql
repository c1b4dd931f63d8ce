-- server 14
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TYPE span AS RANGE (subtype = int, multirange_type_name = spans);
CREATE TABLE a (id int PRIMARY KEY, m spans, n datemultirange);
