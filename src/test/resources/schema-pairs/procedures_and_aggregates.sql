-- before
CREATE PROCEDURE tidy(n int) LANGUAGE plpgsql AS $$ BEGIN NULL; END $$;
-- after
CREATE PROCEDURE tidy(n int, INOUT done boolean) LANGUAGE plpgsql AS $$ BEGIN done := true; END $$;
CREATE FUNCTION keep(s int, n int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT greatest(s, n) $$;
CREATE AGGREGATE largest(int) (SFUNC = keep, STYPE = int, INITCOND = '0');
