-- before
CREATE TABLE a (id int PRIMARY KEY, x int, gone text);
CREATE VIEW v AS SELECT id, x FROM a;
CREATE VIEW w AS SELECT x + 1 AS x1, gone FROM a JOIN v USING (id, x);
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint);
CREATE VIEW v AS SELECT id, x FROM a;
CREATE VIEW w AS SELECT x + 1 AS x1 FROM a JOIN v USING (id, x);
