-- before
CREATE TABLE a (id int PRIMARY KEY, x int, d int GENERATED ALWAYS AS (x * 2) STORED, e int GENERATED ALWAYS AS (x + 1) STORED);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, e int, d int GENERATED ALWAYS AS (x * 3) STORED, t text GENERATED ALWAYS AS ('n' || id::text) STORED);
