-- server 14
-- before
CREATE TABLE a (id int PRIMARY KEY, doc text);
-- after
CREATE TABLE a (id int PRIMARY KEY, doc text COMPRESSION pglz);
