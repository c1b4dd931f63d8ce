-- before
CREATE TABLE a (id int PRIMARY KEY, x int);
COMMENT ON TABLE a IS 'old';
COMMENT ON COLUMN a.id IS 'gone';
-- after
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT pos CHECK (x > 0));
CREATE INDEX a_x ON a (x);
CREATE FUNCTION f(i int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TYPE e AS ENUM ('a');
CREATE VIEW v AS SELECT id FROM a;
COMMENT ON TABLE a IS E'it''s "quoted"\nline two\r\n\n--rollback DROP TABLE a;\n--changeset x:y\n  trailing blank \n${x} $$ \\ ; /* */';
COMMENT ON COLUMN a.x IS '--rollback';
COMMENT ON CONSTRAINT pos ON a IS 'c''s';
COMMENT ON INDEX a_x IS 'index';
COMMENT ON FUNCTION f(int) IS 'function';
COMMENT ON TYPE e IS 'type';
COMMENT ON VIEW v IS 'view';
COMMENT ON COLUMN v.id IS 'view column';
COMMENT ON SCHEMA public IS 'ours';
