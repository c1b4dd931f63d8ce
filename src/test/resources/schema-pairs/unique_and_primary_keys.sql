-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int, CONSTRAINT a_x UNIQUE (x));
CREATE TABLE b (id int, y int);
-- after
CREATE TABLE a (id int, x int, y int, PRIMARY KEY (id, x), CONSTRAINT a_x UNIQUE (x, y) DEFERRABLE INITIALLY DEFERRED);
CREATE TABLE b (id int, y int, CONSTRAINT b_key PRIMARY KEY (y) INCLUDE (id));
