-- before
CREATE TABLE a (id int PRIMARY KEY, x int DEFAULT 1, y text DEFAULT 'a', z timestamptz);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int DEFAULT 2, y text, z timestamptz DEFAULT now());
