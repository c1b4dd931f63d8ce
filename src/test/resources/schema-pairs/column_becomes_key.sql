-- before
CREATE TABLE p (id int, code text);
CREATE TABLE a (id int PRIMARY KEY, p int);
-- after
CREATE TABLE p (id int, code text, PRIMARY KEY (id));
CREATE TABLE a (id int PRIMARY KEY, p int REFERENCES p (id));
