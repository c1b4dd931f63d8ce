-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE VIEW v AS SELECT id, x FROM a WHERE x > 0 WITH LOCAL CHECK OPTION;
CREATE VIEW w AS SELECT id FROM a;
-- after
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE VIEW v AS SELECT id, x FROM a WHERE x > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW w WITH (security_invoker = true, security_barrier = true) AS SELECT id FROM a;
