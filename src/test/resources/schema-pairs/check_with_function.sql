-- before
CREATE FUNCTION ok(a int) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT c CHECK (ok(x)), EXCLUDE USING btree (x WITH =) WHERE (ok(x)));
CREATE INDEX i ON a (x) WHERE ok(x);
CREATE STATISTICS s ON (ok(x)), x FROM a;
-- after
CREATE FUNCTION ok(a bigint) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE TABLE a (id int PRIMARY KEY, x bigint, CONSTRAINT c CHECK (ok(x)), EXCLUDE USING btree (x WITH =) WHERE (ok(x)));
CREATE INDEX i ON a (x) WHERE ok(x);
CREATE STATISTICS s ON (ok(x)), x FROM a;
