-- before
CREATE TABLE a (id int PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY);
-- after
CREATE TABLE a (id serial PRIMARY KEY);
CREATE TABLE b (id int PRIMARY KEY);
