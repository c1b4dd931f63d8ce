-- before
CREATE FUNCTION sf(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE AGGREGATE agg(int) (SFUNC = sf, STYPE = int);
CREATE VIEW v AS SELECT agg(x) AS y FROM generate_series(1, 3) x;
-- after
CREATE FUNCTION sf(c int, d int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 2';
CREATE AGGREGATE agg(int) (SFUNC = sf, STYPE = int, INITCOND = '5');
CREATE VIEW v AS SELECT agg(x) AS y FROM generate_series(1, 3) x;
