-- alone
-- before
CREATE TABLE a (id int PRIMARY KEY);
-- after
CREATE TABLE a (id int PRIMARY KEY);
COMMENT ON SCHEMA public IS NULL;
