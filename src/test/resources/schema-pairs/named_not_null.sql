-- server 18
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT x_there NOT NULL, y int CONSTRAINT y_there NOT NULL NO INHERIT);
