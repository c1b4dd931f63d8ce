-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int);
CREATE STATISTICS gone ON x, y FROM a;
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y int);
CREATE STATISTICS corr (dependencies, ndistinct) ON x, y FROM a;
