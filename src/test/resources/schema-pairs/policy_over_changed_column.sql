-- before
CREATE TABLE a (id int PRIMARY KEY, tenant int, owner name);
CREATE TABLE b (id int PRIMARY KEY, a_id int);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
ALTER TABLE b ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a USING (tenant > 0 AND owner = current_user) WITH CHECK (tenant > 1);
CREATE POLICY q ON b USING (EXISTS (SELECT FROM a WHERE a.id = b.a_id AND a.tenant = 5));
COMMENT ON POLICY q ON b IS 'theirs';
-- after
CREATE TABLE a (id int PRIMARY KEY, tenant bigint, owner text);
CREATE TABLE b (id int PRIMARY KEY, a_id int);
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
ALTER TABLE b ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a USING (tenant > 0 AND owner = current_user) WITH CHECK (tenant > 1);
CREATE POLICY q ON b USING (EXISTS (SELECT FROM a WHERE a.id = b.a_id AND a.tenant = 5));
COMMENT ON POLICY q ON b IS 'theirs';
