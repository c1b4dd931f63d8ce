-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE FUNCTION first_of() RETURNS e LANGUAGE sql AS $$ SELECT 'a'::e $$;
CREATE VIEW v AS SELECT first_of() AS f;
-- after
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE FUNCTION first_of() RETURNS e LANGUAGE sql STABLE AS $$ SELECT 'b'::e $$;
CREATE VIEW v AS SELECT first_of() AS f, 1 AS one;
