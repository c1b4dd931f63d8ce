-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE POLICY p ON a USING (x > 0) WITH CHECK (x > 1);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int);
CREATE POLICY p ON a USING (x > 0);
