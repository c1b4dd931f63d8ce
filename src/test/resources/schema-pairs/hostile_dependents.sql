-- before
CREATE TABLE "A ""b"".c" ("x;y" int, "POLICY ON" int);
CREATE POLICY "p on q" ON "A ""b"".c" USING ("x;y" > 0);
CREATE VIEW "v USING w" AS SELECT "x;y" FROM "A ""b"".c";
CREATE FUNCTION "F.g"("a b" int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE INDEX "i ON j" ON "A ""b"".c" ("F.g"("POLICY ON"));
CREATE RULE "r;u" AS ON DELETE TO "A ""b"".c" DO ALSO (SELECT ';'; SELECT '--rollback');
CREATE STATISTICS "s ON t" ON "x;y", "POLICY ON" FROM "A ""b"".c";
-- after
CREATE TABLE "A ""b"".c" ("x;y" bigint, "POLICY ON" int);
CREATE POLICY "p on q" ON "A ""b"".c" USING ("x;y" > 0);
CREATE VIEW "v USING w" AS SELECT "x;y" FROM "A ""b"".c";
CREATE FUNCTION "F.g"("c ""d" int) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT 1';
CREATE INDEX "i ON j" ON "A ""b"".c" ("F.g"("POLICY ON"));
CREATE RULE "r;u" AS ON DELETE TO "A ""b"".c" DO ALSO (SELECT 'x'')'; SELECT '${y}');
CREATE STATISTICS "s ON t" ON "x;y", "POLICY ON" FROM "A ""b"".c";
