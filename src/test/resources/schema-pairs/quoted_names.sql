-- before
CREATE TABLE "Order" ("Id" int PRIMARY KEY, "select" text);
CREATE INDEX "My Index" ON "Order" ("select");
-- after
CREATE TABLE "Order" ("Id" bigint PRIMARY KEY, "select" varchar(9) NOT NULL, "Größe" int CONSTRAINT "is >0" CHECK ("Größe" > 0));
CREATE INDEX "My Index" ON "Order" (lower("select"));
CREATE TABLE "user" ("order" int REFERENCES "Order" ("Id"));
CREATE VIEW "View" AS SELECT "Id" AS "An Id" FROM "Order";
CREATE TYPE "Enum" AS ENUM ('A b', 'c''d');
