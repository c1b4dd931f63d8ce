-- before
CREATE TABLE a (id int PRIMARY KEY, x int, name text, tags text[], at timestamptz);
CREATE INDEX a_gone ON a (x);
CREATE INDEX a_changed ON a (x);
-- after
CREATE TABLE a (id int PRIMARY KEY, x int, name text, tags text[], at timestamptz);
CREATE INDEX a_changed ON a (x DESC NULLS LAST, name);
CREATE UNIQUE INDEX a_partial ON a (name) WHERE x > 0 AND name <> 'it''s';
CREATE INDEX a_expression ON a (lower(name), (x + 1));
CREATE INDEX a_include ON a (x) INCLUDE (name, at);
CREATE INDEX a_gin ON a USING gin (tags);
CREATE INDEX a_ops ON a (name text_pattern_ops) WITH (fillfactor = 70);
CREATE INDEX a_brin ON a USING brin (at) WITH (pages_per_range = 32);
