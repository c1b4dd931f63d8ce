-- before
CREATE TABLE r (id int NOT NULL, code text NOT NULL, CONSTRAINT r_k UNIQUE (id));
CREATE TABLE a (r int REFERENCES r (id), CONSTRAINT a_u UNIQUE (r));
CREATE VIEW v AS SELECT id, code FROM r GROUP BY id, code;
-- after
CREATE TABLE r (id int NOT NULL, code text NOT NULL, CONSTRAINT r_k PRIMARY KEY (id));
CREATE TABLE a (r int REFERENCES r (id));
CREATE UNIQUE INDEX a_u ON a (r);
CREATE VIEW v AS SELECT id, code FROM r GROUP BY id;
