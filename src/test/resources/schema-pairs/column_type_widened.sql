-- before
CREATE TABLE a (id int PRIMARY KEY, name varchar(20), at timestamp, n smallint);
-- after
CREATE TABLE a (id bigint PRIMARY KEY, name text, at timestamptz, n numeric(12, 3));
