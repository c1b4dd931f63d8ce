-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int GENERATED ALWAYS AS (x * 2) STORED, CONSTRAINT big CHECK (y > 0));
CREATE INDEX a_y ON a (y);
CREATE VIEW v AS SELECT id, y FROM a;
COMMENT ON COLUMN a.y IS 'twice';
GRANT SELECT (y) ON a TO pair_reader;
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint, y bigint GENERATED ALWAYS AS (x * 2) STORED, CONSTRAINT big CHECK (y > 0));
CREATE INDEX a_y ON a (y);
CREATE VIEW v AS SELECT id, y FROM a;
COMMENT ON COLUMN a.y IS 'twice';
GRANT SELECT (y) ON a TO pair_reader;
