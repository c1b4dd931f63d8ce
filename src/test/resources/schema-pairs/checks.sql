-- before
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT positive CHECK (x > 0), y int, CONSTRAINT gone CHECK (y <> 1));
-- after
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT positive CHECK (x > 1), y int, CONSTRAINT sum CHECK (x + y < 100 AND y IN (1, 2, 3)));
