-- before
CREATE TABLE p (id int PRIMARY KEY, code text);
CREATE TABLE a (id int PRIMARY KEY, code text);
-- after
CREATE TABLE p (id int PRIMARY KEY, code text);
CREATE UNIQUE INDEX p_code ON p (code);
CREATE TABLE a (id int PRIMARY KEY, code text REFERENCES p (code));
