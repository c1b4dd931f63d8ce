-- before
CREATE FUNCTION f(a int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION f(int, text) TO pair_reader;
COMMENT ON FUNCTION f(int, text) IS 'f';
-- after
CREATE FUNCTION f(c int, b text DEFAULT 'x') RETURNS int LANGUAGE sql AS 'SELECT 1';
GRANT EXECUTE ON FUNCTION f(int, text) TO pair_reader;
COMMENT ON FUNCTION f(int, text) IS 'f';
