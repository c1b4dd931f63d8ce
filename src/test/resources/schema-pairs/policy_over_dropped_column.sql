-- before
CREATE TABLE a (id int PRIMARY KEY, tenant int, keep int);
CREATE TABLE b (id int PRIMARY KEY);
CREATE POLICY p ON a USING (tenant > 0 AND keep > 0);
CREATE POLICY q ON b FOR SELECT TO pair_reader USING (id IN (SELECT tenant FROM a));
-- after
CREATE TABLE a (id int PRIMARY KEY, keep int);
CREATE TABLE b (id int PRIMARY KEY);
CREATE POLICY p ON a USING (keep > 0);
CREATE POLICY q ON b FOR SELECT TO pair_reader USING (id IN (SELECT keep FROM a));
