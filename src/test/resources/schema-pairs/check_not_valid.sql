-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int);
ALTER TABLE a ADD CONSTRAINT later CHECK (x > 0) NOT VALID;
