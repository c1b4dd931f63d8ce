-- before
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION h() RETURNS int LANGUAGE sql SET work_mem = '8MB' SET datestyle = 'ISO, DMY' AS 'SELECT 1';
-- after
CREATE FUNCTION f() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, "$user" SET statement_timeout = '5s' AS 'SELECT 1';
CREATE FUNCTION g() RETURNS int LANGUAGE sql SECURITY DEFINER SET search_path = '' AS 'SELECT 1';
CREATE FUNCTION h() RETURNS int LANGUAGE sql COST 7 SET search_path = "My Schema", "a""b", public AS 'SELECT 1';
