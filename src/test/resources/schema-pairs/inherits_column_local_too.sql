-- before
CREATE TABLE p (id int, x int);
CREATE TABLE c (x int, y int) INHERITS (p);
-- after
CREATE TABLE p (id int);
CREATE TABLE c (x int, y int) INHERITS (p);
