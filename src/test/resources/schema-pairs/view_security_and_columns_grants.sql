-- before
CREATE TABLE a (id int PRIMARY KEY, x int, secret text);
CREATE VIEW v WITH (security_barrier) AS SELECT id, x, secret FROM a;
GRANT SELECT (id), UPDATE (x) ON v TO pair_reader;
REVOKE ALL ON v FROM "Pair Writer";
COMMENT ON COLUMN v.x IS 'x';
-- after
CREATE TABLE a (id int PRIMARY KEY, x numeric(10, 2), secret text);
CREATE VIEW v WITH (security_barrier) AS SELECT x, id FROM a;
GRANT SELECT (id), UPDATE (x) ON v TO pair_reader;
COMMENT ON COLUMN v.x IS 'x';
