-- server 18
-- before
CREATE TABLE a (id int PRIMARY KEY, x int, g int GENERATED ALWAYS AS (x + 1));
CREATE VIEW v AS SELECT g FROM a;
CREATE POLICY p ON a USING (g > 0);
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint, g bigint GENERATED ALWAYS AS (x + 2));
CREATE VIEW v AS SELECT g FROM a;
CREATE POLICY p ON a USING (g > 0);
