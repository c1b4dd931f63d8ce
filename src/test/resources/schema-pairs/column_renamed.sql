-- rename a.old=new
-- before
CREATE TABLE a (id int PRIMARY KEY, old text NOT NULL DEFAULT 'x' CONSTRAINT c CHECK (old <> ''));
CREATE VIEW v AS SELECT id, old FROM a;
CREATE INDEX a_old ON a (lower(old));
-- after
CREATE TABLE a (id int PRIMARY KEY, new varchar(30) NOT NULL DEFAULT 'x' CONSTRAINT c CHECK (new <> ''));
CREATE VIEW v AS SELECT id, new FROM a;
CREATE INDEX a_new ON a (lower(new));
