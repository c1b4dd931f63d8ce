-- before
CREATE TABLE a (id int PRIMARY KEY, r int4range, s tsrange, EXCLUDE USING gist (r WITH &&), CONSTRAINT ex EXCLUDE USING gist (s WITH &&));
-- after
CREATE TABLE a (id int PRIMARY KEY, r int4range, s tsrange, EXCLUDE USING gist (r WITH =) WHERE (id > 5), CONSTRAINT ex EXCLUDE USING gist (s WITH &&, r WITH &&) DEFERRABLE INITIALLY DEFERRED);
COMMENT ON CONSTRAINT ex ON a IS 'no overlap';
