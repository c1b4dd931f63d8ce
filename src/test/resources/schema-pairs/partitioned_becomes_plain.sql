-- before
CREATE TABLE m (k int, x int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
-- after
CREATE TABLE m (k int, x int);
