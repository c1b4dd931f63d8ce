-- before
CREATE TABLE node (id int PRIMARY KEY, parent int);
-- after
CREATE TABLE node (id int PRIMARY KEY, parent int);
CREATE VIEW tree AS WITH RECURSIVE t AS (SELECT id, 0 AS depth FROM node WHERE parent IS NULL
  UNION ALL SELECT n.id, t.depth + 1 FROM node n JOIN t ON n.parent = t.id) SELECT * FROM t;
