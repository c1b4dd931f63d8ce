-- before
CREATE TABLE a (id int PRIMARY KEY, name text);
-- after
CREATE COLLATION ours (locale = 'C');
CREATE TABLE a (id int PRIMARY KEY, name text COLLATE ours);
