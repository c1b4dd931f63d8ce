-- before
CREATE TABLE p (id int, x int);
CREATE TABLE c (y int) INHERITS (p);
-- after
CREATE TABLE p (id int NOT NULL, x int);
CREATE TABLE c (y int) INHERITS (p);
ALTER TABLE c ALTER x SET NOT NULL;
