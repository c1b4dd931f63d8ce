-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE MATERIALIZED VIEW m AS SELECT x, count(*) AS n FROM a GROUP BY x;
CREATE UNIQUE INDEX m_x ON m (x);
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint);
CREATE MATERIALIZED VIEW m AS SELECT x, count(*) AS n, max(id) AS last FROM a GROUP BY x;
CREATE UNIQUE INDEX m_x ON m (x);
CREATE INDEX m_n ON m (n);
