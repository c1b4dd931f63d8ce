-- before
CREATE TABLE a (id serial PRIMARY KEY, x text DEFAULT 'a');
-- after
CREATE TABLE a (id serial PRIMARY KEY, x text DEFAULT 'a');
