-- rename old_name=new_name
-- before
CREATE TABLE old_name (id serial PRIMARY KEY, x int REFERENCES old_name (id), CONSTRAINT c CHECK (x > 0));
CREATE INDEX old_name_x_idx ON old_name (x);
-- after
CREATE TABLE new_name (id serial PRIMARY KEY, x int REFERENCES new_name (id), y int, CONSTRAINT c CHECK (x > 0));
CREATE INDEX new_name_x_idx ON new_name (x);
