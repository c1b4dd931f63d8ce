-- server 18
-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int NOT NULL);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, y int);
ALTER TABLE a ADD CONSTRAINT nn NOT NULL x NOT VALID;
ALTER TABLE a ADD CONSTRAINT a_y_not_null NOT NULL y NOT VALID;
