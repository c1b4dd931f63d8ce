-- before
CREATE TABLE p (id int, x int);
CREATE TABLE c (y int) INHERITS (p);
CREATE VIEW v AS SELECT x, y FROM c;
CREATE POLICY po ON c USING (x > 0);
-- after
CREATE TABLE p (id int, x text);
CREATE TABLE c (y int) INHERITS (p);
CREATE VIEW v AS SELECT x, y FROM c;
CREATE POLICY po ON c USING (x > '0');
