-- before
CREATE TABLE a (id bigint PRIMARY KEY, name text NOT NULL DEFAULT 'n', last varchar(20));
CREATE INDEX a_name ON a (name);
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
