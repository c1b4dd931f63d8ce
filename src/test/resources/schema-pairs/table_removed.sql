-- before
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id serial PRIMARY KEY, a_id bigint REFERENCES a (id));
CREATE INDEX b_a ON b (a_id);
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
