-- before
CREATE FUNCTION agg(int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE VIEW v AS SELECT agg(1) AS x;
-- after
CREATE AGGREGATE agg(int) (SFUNC = int4pl, STYPE = int);
CREATE VIEW v AS SELECT agg(1) AS x;
