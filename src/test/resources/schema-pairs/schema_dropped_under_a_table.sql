-- before
CREATE SCHEMA gone;
CREATE TABLE gone.a (id int PRIMARY KEY);
CREATE VIEW gone.v AS SELECT id FROM gone.a;
CREATE FUNCTION gone.f(gone.a) RETURNS gone.a LANGUAGE sql AS 'SELECT $1';
CREATE TYPE gone.e AS ENUM ('a');
CREATE TABLE b (e gone.e);
-- after
CREATE TABLE b (e text);
