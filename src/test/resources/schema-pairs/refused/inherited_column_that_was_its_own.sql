-- says the server makes no column inherited that a table has of its own: name it in CREATE TABLE … INHERITS on both sides
-- before
CREATE TABLE p (id int NOT NULL, x text);
CREATE TABLE c (id int NOT NULL, x text, y int);
CREATE TABLE d (z int) INHERITS (p);
-- after
CREATE TABLE p (id int NOT NULL, x text);
CREATE TABLE c (y int) INHERITS (p);
CREATE TABLE d (id int NOT NULL, x text, z int);
