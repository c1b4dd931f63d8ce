-- before
CREATE TABLE p (id int, x int DEFAULT 1, gone int, CHECK (x > 0));
CREATE TABLE c (y int) INHERITS (p);
CREATE TABLE cc (z int) INHERITS (c);
-- after
CREATE TABLE p (id int, x bigint DEFAULT 2, more text, CONSTRAINT other CHECK (x > 5));
CREATE TABLE c (y int) INHERITS (p);
CREATE TABLE cc (z int) INHERITS (c);
ALTER TABLE cc ALTER x SET DEFAULT 7;
