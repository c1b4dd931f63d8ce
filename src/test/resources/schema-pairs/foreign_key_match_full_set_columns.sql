-- server 15
-- before
CREATE TABLE r (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE c (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES r ON DELETE SET NULL);
-- after
CREATE TABLE r (a int, b int, PRIMARY KEY (a, b));
CREATE TABLE c (id int PRIMARY KEY, a int, b int, FOREIGN KEY (a, b) REFERENCES r ON DELETE SET NULL (b) ON UPDATE RESTRICT);
