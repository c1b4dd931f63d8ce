-- before
CREATE TABLE a (id int PRIMARY KEY, x int, g int GENERATED ALWAYS AS (x + 1) STORED, h int, d int DEFAULT 5);
CREATE VIEW v AS SELECT g, h, d FROM a;
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, g int, h int GENERATED ALWAYS AS (x + 1) STORED, d int GENERATED ALWAYS AS (x * 2) STORED);
CREATE VIEW v AS SELECT g, h, d FROM a;
