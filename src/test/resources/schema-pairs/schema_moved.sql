-- rename a=elsewhere.a
-- before
CREATE SCHEMA elsewhere;
CREATE TABLE a (id serial PRIMARY KEY, x int UNIQUE);
CREATE VIEW v AS SELECT id FROM a;
-- after
CREATE SCHEMA elsewhere;
CREATE TABLE elsewhere.a (id serial PRIMARY KEY, x int UNIQUE);
CREATE VIEW v AS SELECT id FROM elsewhere.a;
