-- says convert the values in a revision of your own, with ALTER COLUMN … TYPE … USING
-- before
CREATE TABLE r (id int PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, r int NOT NULL REFERENCES r ON DELETE CASCADE);
CREATE VIEW v AS SELECT a.id, r.id AS rid FROM a JOIN r ON r.id = a.r;
-- after
CREATE TABLE r (id uuid PRIMARY KEY);
CREATE TABLE a (id int PRIMARY KEY, r uuid NOT NULL REFERENCES r ON DELETE CASCADE);
CREATE VIEW v AS SELECT a.id, r.id AS rid FROM a JOIN r ON r.id = a.r;
