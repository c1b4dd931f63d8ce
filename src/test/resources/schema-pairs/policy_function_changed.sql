-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE FUNCTION ok(i int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true';
CREATE POLICY p ON a USING (ok(x));
-- after
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE FUNCTION ok(j int) RETURNS boolean LANGUAGE sql STABLE AS 'SELECT j > 0';
CREATE POLICY p ON a USING (ok(x));
