-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood, CONSTRAINT ok_only CHECK (m <> 'happy'));
CREATE VIEW v AS SELECT id, m FROM a WHERE m = 'ok';
CREATE VIEW w AS SELECT count(*) AS n FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT m, count(*) AS n FROM a GROUP BY m;
CREATE UNIQUE INDEX mv_m ON mv (m);
CREATE FUNCTION is_ok(m mood) RETURNS boolean LANGUAGE sql AS $$ SELECT m = 'ok' $$;
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a FOR SELECT USING (m <> 'happy');
-- after
CREATE TYPE mood AS ENUM ('ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood, CONSTRAINT ok_only CHECK (m <> 'happy'));
CREATE VIEW v AS SELECT id, m FROM a WHERE m = 'ok';
CREATE VIEW w AS SELECT count(*) AS n FROM v;
CREATE MATERIALIZED VIEW mv AS SELECT m, count(*) AS n FROM a GROUP BY m;
CREATE UNIQUE INDEX mv_m ON mv (m);
CREATE FUNCTION is_ok(m mood) RETURNS boolean LANGUAGE sql AS $$ SELECT m = 'ok' $$;
ALTER TABLE a ENABLE ROW LEVEL SECURITY;
CREATE POLICY p ON a FOR SELECT USING (m <> 'happy');
