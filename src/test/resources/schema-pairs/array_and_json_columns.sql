-- before
CREATE TABLE a (id int PRIMARY KEY, tags text[]);
-- after
CREATE TABLE a (id int PRIMARY KEY, tags varchar(10)[] NOT NULL DEFAULT '{}', doc jsonb DEFAULT '{"a": [1, 2]}');
