-- before
CREATE TABLE a (id int PRIMARY KEY, t text);
CREATE TABLE b (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY, t text) WITH (fillfactor = 70, autovacuum_enabled = false, toast.autovacuum_enabled = false);
CREATE UNLOGGED TABLE c (id int PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
ALTER TABLE b REPLICA IDENTITY FULL;
