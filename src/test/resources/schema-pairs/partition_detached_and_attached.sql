-- before
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 PARTITION OF m FOR VALUES IN (1);
CREATE TABLE m_2 (id int, k int);
-- after
CREATE TABLE m (id int, k int) PARTITION BY LIST (k);
CREATE TABLE m_1 (id int, k int);
CREATE TABLE m_2 PARTITION OF m FOR VALUES IN (2);
