-- server 18
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, v int GENERATED ALWAYS AS (x * 3) VIRTUAL);
