-- before
CREATE DOMAIN d AS int CHECK (VALUE > 0);
CREATE TABLE a (id int PRIMARY KEY, xs d[], y d);
CREATE VIEW v AS SELECT xs[1] AS x, y FROM a;
-- after
CREATE DOMAIN d AS int CHECK (VALUE > 1) CHECK (VALUE < 100);
CREATE TABLE a (id int PRIMARY KEY, xs d[], y d);
CREATE VIEW v AS SELECT xs[1] AS x, y FROM a;
