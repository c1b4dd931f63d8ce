-- before
CREATE TABLE a (id int PRIMARY KEY, x int, y int);
CREATE TYPE e AS ENUM ('a');
CREATE DOMAIN d AS int;
CREATE SCHEMA granted;
GRANT SELECT (x), UPDATE (x, y) ON a TO pair_reader;
GRANT USAGE ON SCHEMA granted TO pair_reader;
REVOKE USAGE ON TYPE e FROM PUBLIC;
-- after
CREATE TABLE a (id int PRIMARY KEY, x bigint, y int);
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN d AS int;
CREATE SCHEMA granted;
GRANT SELECT (x), INSERT (y) ON a TO pair_reader;
GRANT CREATE ON SCHEMA granted TO pair_reader;
REVOKE USAGE ON DOMAIN d FROM PUBLIC;
GRANT USAGE ON TYPE e TO pair_reader;
