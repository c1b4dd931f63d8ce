-- before
CREATE TABLE r (id int PRIMARY KEY, code text NOT NULL);
CREATE VIEW v AS SELECT id, code FROM r GROUP BY id;
CREATE TABLE o (id int REFERENCES r);
-- after
CREATE TABLE r (id bigint, code text PRIMARY KEY);
CREATE VIEW v AS SELECT id, code FROM r GROUP BY code;
CREATE TABLE o (id text REFERENCES r);
