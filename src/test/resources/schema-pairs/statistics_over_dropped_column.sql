-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int, z int);
CREATE STATISTICS st ON x, y FROM a;
CREATE STATISTICS (ndistinct) ON x, z FROM a;
CREATE STATISTICS ex ON (x + 1), (y * 2) FROM a;
ALTER STATISTICS st SET STATISTICS 100;
-- after
CREATE TABLE a (id int PRIMARY KEY, y int, z bigint);
CREATE STATISTICS st ON y, z FROM a;
CREATE STATISTICS ex ON (y * 2) FROM a;
