-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY, n int);
CREATE FUNCTION z_first(i int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT i + 1';
CREATE FUNCTION a_second(i int DEFAULT 2) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT public.z_first(i)';
CREATE FUNCTION b_rows() RETURNS SETOF a LANGUAGE sql STABLE AS 'SELECT * FROM public.a WHERE n = public.a_second()';
ALTER TABLE a ALTER n SET DEFAULT a_second();
ALTER TABLE a ADD CONSTRAINT chk CHECK (z_first(n) > 0);
CREATE INDEX a_fn ON a (a_second(n));
CREATE VIEW v AS SELECT * FROM b_rows();
