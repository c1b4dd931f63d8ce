-- before
CREATE TABLE p (id int, x int, CONSTRAINT k CHECK (x > 0));
CREATE TABLE c (y int) INHERITS (p);
-- after
CREATE TABLE p (id int, x int, CONSTRAINT k CHECK (x > 0) NO INHERIT);
CREATE TABLE c (y int) INHERITS (p);
