-- before
CREATE COLLATION c (provider = icu, locale = 'de');
CREATE TABLE a (id int PRIMARY KEY, x text COLLATE c, y text COLLATE "C");
CREATE INDEX a_x ON a (x);
CREATE INDEX a_y ON a (y COLLATE c);
CREATE VIEW v AS SELECT x, y COLLATE c AS z, y FROM a ORDER BY x;
GRANT SELECT ON v TO pair_reader;
-- after
CREATE COLLATION c (provider = icu, locale = 'sv');
CREATE TABLE a (id int PRIMARY KEY, x text COLLATE c, y text COLLATE "POSIX");
CREATE INDEX a_x ON a (x);
CREATE INDEX a_y ON a (y COLLATE c);
CREATE VIEW v AS SELECT x, y COLLATE c AS z, y FROM a ORDER BY x;
GRANT SELECT ON v TO pair_reader;
