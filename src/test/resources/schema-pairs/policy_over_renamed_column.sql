-- rename a.tenant=owner
-- before
CREATE TABLE a (id int PRIMARY KEY, tenant int);
CREATE POLICY p ON a USING (tenant > 0);
-- after
CREATE TABLE a (id int PRIMARY KEY, owner int);
CREATE POLICY p ON a USING (owner > 0);
