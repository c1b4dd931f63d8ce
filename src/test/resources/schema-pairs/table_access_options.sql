-- before
CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE UNLOGGED TABLE u (id serial PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY, x text) WITH (fillfactor = 50, autovacuum_enabled = false, toast.autovacuum_enabled = false);
ALTER TABLE a ALTER x SET (n_distinct = 5);
CREATE TABLE u (id serial PRIMARY KEY);
