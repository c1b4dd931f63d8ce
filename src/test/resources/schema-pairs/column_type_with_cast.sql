-- before
CREATE TABLE a (id int PRIMARY KEY, flag text DEFAULT 'true', n text);
-- after
CREATE TABLE a (id int PRIMARY KEY, flag boolean DEFAULT true, n integer);
