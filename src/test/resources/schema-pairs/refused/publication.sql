-- says the upgrade leaves added publication p: 
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY);
CREATE PUBLICATION p FOR TABLE a;
