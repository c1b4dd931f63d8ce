-- before
CREATE TABLE p (id int, x int);
CREATE TABLE c (id int, x int, y int);
CREATE TABLE d (id int, x int, y int) INHERITS (p);
-- after
CREATE TABLE p (id int, x int);
CREATE TABLE c (id int, x int, y int) INHERITS (p);
CREATE TABLE d (id int, x int, y int);
