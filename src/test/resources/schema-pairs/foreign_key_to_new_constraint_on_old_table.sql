-- before
CREATE TABLE p (id int PRIMARY KEY, a int, b int);
CREATE TABLE c (id int PRIMARY KEY, a int, b int);
-- after
CREATE TABLE p (id int PRIMARY KEY, a int, b int, CONSTRAINT p_ab UNIQUE (a, b));
CREATE TABLE c (id int PRIMARY KEY, a int, b int, CONSTRAINT c_p FOREIGN KEY (a, b) REFERENCES p (a, b));
