-- server 15
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, CONSTRAINT a_x UNIQUE NULLS NOT DISTINCT (x));
CREATE UNIQUE INDEX a_both ON a (id, x) NULLS NOT DISTINCT;
