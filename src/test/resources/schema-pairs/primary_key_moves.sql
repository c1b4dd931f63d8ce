-- before
CREATE TABLE r (id int PRIMARY KEY, x int NOT NULL);
CREATE TABLE a (r int REFERENCES r);
-- after
CREATE TABLE r (id int, x int, PRIMARY KEY (x, id), UNIQUE (id));
CREATE TABLE a (r int REFERENCES r (id));
