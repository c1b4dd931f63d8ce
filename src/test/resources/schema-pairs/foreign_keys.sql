-- before
CREATE TABLE p (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE a (id int PRIMARY KEY, p_id int REFERENCES p (id), code text);
-- after
CREATE TABLE p (id int PRIMARY KEY, code text UNIQUE);
CREATE TABLE a (id int PRIMARY KEY, p_id int REFERENCES p (id) ON UPDATE CASCADE ON DELETE SET NULL, code text,
  self int CONSTRAINT itself REFERENCES a (id) DEFERRABLE INITIALLY DEFERRED,
  CONSTRAINT by_code FOREIGN KEY (code) REFERENCES p (code) MATCH FULL);
