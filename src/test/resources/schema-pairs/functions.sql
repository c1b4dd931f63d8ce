-- before
CREATE FUNCTION plus(a int, b int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT a + b $$;
CREATE FUNCTION gone() RETURNS void LANGUAGE plpgsql AS $f$ BEGIN RAISE NOTICE 'x;y'; END $f$;
CREATE FUNCTION ret(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
-- after
CREATE FUNCTION plus(a int, b int DEFAULT 1) RETURNS int LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$ SELECT a + b $$;
CREATE FUNCTION ret(a int) RETURNS text LANGUAGE sql AS 'SELECT ''1''';
CREATE FUNCTION many(OUT x int, OUT y text) RETURNS SETOF record LANGUAGE plpgsql SECURITY DEFINER SET search_path = public COST 5 ROWS 7 AS $body$
BEGIN
  -- a comment; with a semicolon

  RETURN QUERY SELECT 1, 'it''s $$ ' || E'\n';
END;
$body$;
