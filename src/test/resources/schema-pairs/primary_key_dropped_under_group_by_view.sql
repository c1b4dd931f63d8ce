-- before
CREATE TABLE r (id int PRIMARY KEY, code text);
CREATE VIEW v AS SELECT id, code FROM r GROUP BY id;
CREATE VIEW w AS SELECT * FROM v;
-- after
CREATE TABLE r (id int NOT NULL, code text);
CREATE VIEW v AS SELECT id, max(code) AS code FROM r GROUP BY id;
CREATE VIEW w AS SELECT * FROM v;
