-- says the server makes no column inherited that a table has of its own: name it in CREATE TABLE … INHERITS on both sides
-- before
CREATE TABLE p (id int, x int);
CREATE TABLE q (id int, y int);
CREATE TABLE c () INHERITS (p, q);
-- after
CREATE TABLE p (id int, x int);
CREATE TABLE q (id int, y int);
CREATE TABLE c () INHERITS (q);
