-- server 18
-- before
CREATE TABLE a (id int4range, during daterange);
-- after
CREATE TABLE a (id int4range, during daterange, CONSTRAINT a_key PRIMARY KEY (id, during WITHOUT OVERLAPS));
CREATE TABLE b (id int4range, a_id int4range, during daterange, CONSTRAINT b_a FOREIGN KEY (a_id, PERIOD during) REFERENCES a (id, PERIOD during));
