-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y text);
CREATE VIEW v AS SELECT id, x FROM a;
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y text);
CREATE VIEW v AS SELECT id, y, x FROM a WHERE x > 0;
CREATE VIEW w AS SELECT v.id, upper(v.y) AS u FROM v JOIN a USING (id);
