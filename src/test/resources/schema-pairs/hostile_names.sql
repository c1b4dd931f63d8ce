-- before
CREATE TABLE t (id int PRIMARY KEY);
-- after
CREATE TABLE t (id int PRIMARY KEY);
CREATE TABLE "x; DROP TABLE t; --" (id int PRIMARY KEY, "a'b" text, "c""d" int, "*/ DROP TABLE t; /*" int, "$$ x $$" int, "${p}" int);
CREATE TABLE "--rollback DROP TABLE t" (id int PRIMARY KEY, "--changeset a:b" int NOT NULL);
CREATE TABLE "two
--rollback DROP TABLE t;
lines" (id int PRIMARY KEY, "three
--changeset evil:1
lines" text);
CREATE INDEX "in;dex" ON "x; DROP TABLE t; --" ("c""d") WHERE "a'b" = '${q};--rollback';
CREATE TYPE "e""num" AS ENUM ('a;b', '--rollback', 'x''y', '$$', E'line\nend', '\back', '${z}');
CREATE FUNCTION "f;""g"("a;b" int) RETURNS text LANGUAGE plpgsql AS $x$
BEGIN
  -- comment
--rollback DROP TABLE t;
--changeset a:b
  RETURN '${x} $$ ; /* ';

END;
$x$;
