-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE EXTENSION IF NOT EXISTS pg_trgm;
CREATE TABLE a (id int PRIMARY KEY, x text);
CREATE INDEX a_trgm ON a USING gin (x gin_trgm_ops);
