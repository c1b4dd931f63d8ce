-- before
CREATE TABLE a (id int PRIMARY KEY, name text);
-- after
CREATE TABLE a (id int PRIMARY KEY, name text COLLATE "C");
