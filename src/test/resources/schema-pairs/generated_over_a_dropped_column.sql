-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int, g int GENERATED ALWAYS AS (x + y) STORED);
CREATE VIEW v AS SELECT g FROM a;
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint, g int GENERATED ALWAYS AS (x * 2) STORED);
CREATE VIEW v AS SELECT g FROM a;
