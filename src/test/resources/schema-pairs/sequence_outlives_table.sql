-- before
CREATE TABLE a (id serial PRIMARY KEY, x int);
CREATE TABLE b (id int PRIMARY KEY, n bigserial);
-- after
CREATE SEQUENCE a_id_seq AS int;
CREATE TABLE b (id int PRIMARY KEY);
CREATE SEQUENCE b_n_seq;
