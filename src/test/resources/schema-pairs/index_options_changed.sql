-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y text);
CREATE INDEX a_x ON a (x);
CREATE INDEX a_y ON a (y) WITH (fillfactor = 70);
CREATE INDEX a_z ON a ((x + 1));
ALTER INDEX a_z ALTER COLUMN 1 SET STATISTICS 100;
CLUSTER a USING a_x;
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y text);
CREATE INDEX a_x ON a (x DESC NULLS LAST);
CREATE INDEX a_y ON a (y text_pattern_ops) WITH (fillfactor = 80);
CREATE INDEX a_z ON a ((x + 1));
ALTER INDEX a_z ALTER COLUMN 1 SET STATISTICS 200;
ALTER TABLE a CLUSTER ON a_y;
