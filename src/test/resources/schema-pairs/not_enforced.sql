-- server 18
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT maybe CHECK (x > 0) NOT ENFORCED);
