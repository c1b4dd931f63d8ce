-- before
CREATE TYPE pair AS (a int, b int);
-- after
CREATE TYPE pair AS (a int, b int);
CREATE FUNCTION pair_sum(p pair) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT p.a + p.b';
CREATE FUNCTION pair_less(x pair, y pair) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT x.a < y.a';
CREATE CAST (pair AS int) WITH FUNCTION pair_sum(pair);
CREATE OPERATOR <<< (LEFTARG = pair, RIGHTARG = pair, FUNCTION = pair_less);
