-- before
CREATE TABLE "table" ("user" int PRIMARY KEY, "order" int);
-- after
CREATE TABLE "table" ("user" bigint PRIMARY KEY, "order" int NOT NULL DEFAULT 1, "group" text, "column" int REFERENCES "table" ("user"));
ALTER TABLE "table" ALTER "column" TYPE bigint;
CREATE TABLE "constraint" ("check" int CONSTRAINT "primary" PRIMARY KEY, "default" int CONSTRAINT "references" UNIQUE);
CREATE INDEX "index" ON "table" ("group", "order");
CREATE VIEW "view" AS SELECT "user" AS "from", "order" AS "where" FROM "table";
CREATE TYPE "type" AS ENUM ('null', 'NULL', '');
CREATE FUNCTION "function"("in" int, "out" "type") RETURNS "type" LANGUAGE sql AS 'SELECT $2';
CREATE TRIGGER "trigger" BEFORE UPDATE OF "order", "group" ON "table" FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger();
