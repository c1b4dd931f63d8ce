-- says because column "b.one" uses its row type
-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY, one a);
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint);
CREATE TABLE b (id int PRIMARY KEY, one a);
