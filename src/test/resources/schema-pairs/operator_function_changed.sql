-- before
CREATE FUNCTION feq(a point, b point) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT true';
CREATE OPERATOR === (LEFTARG = point, RIGHTARG = point, FUNCTION = feq);
CREATE VIEW v AS SELECT point(1, 1) OPERATOR(public.===) point(1, 2) AS x;
-- after
CREATE FUNCTION feq(c point, d point) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT false';
CREATE OPERATOR === (LEFTARG = point, RIGHTARG = point, FUNCTION = feq, COMMUTATOR = ===);
CREATE VIEW v AS SELECT point(1, 1) OPERATOR(public.===) point(1, 2) AS x;
