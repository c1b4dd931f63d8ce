-- says the upgrade leaves added conversion public.c: 
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY);
CREATE CONVERSION c FOR 'LATIN1' TO 'UTF8' FROM iso8859_1_to_utf8;
