-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int NOT NULL, z int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int NOT NULL, y int, z int NOT NULL DEFAULT 7);
