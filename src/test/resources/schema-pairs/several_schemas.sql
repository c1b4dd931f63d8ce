-- before
CREATE SCHEMA left_one;
CREATE SCHEMA "Right One";
CREATE TYPE left_one.e AS ENUM ('x', 'y');
CREATE TABLE left_one.a (id int PRIMARY KEY, e left_one.e);
CREATE TABLE "Right One".a (id int PRIMARY KEY, other int REFERENCES left_one.a (id));
CREATE VIEW "Right One".v AS SELECT a.id, b.e FROM "Right One".a JOIN left_one.a b ON a.other = b.id;
-- after
CREATE SCHEMA left_one;
CREATE SCHEMA "Right One";
CREATE SCHEMA middle;
CREATE TYPE left_one.e AS ENUM ('y', 'z');
CREATE TABLE left_one.a (id bigint PRIMARY KEY, e left_one.e);
CREATE TABLE "Right One".a (id int PRIMARY KEY, other bigint REFERENCES left_one.a (id), e left_one.e DEFAULT 'z');
CREATE TABLE middle.a (id int REFERENCES "Right One".a (id));
CREATE VIEW "Right One".v AS SELECT a.id, b.e FROM "Right One".a JOIN left_one.a b ON a.other = b.id;
CREATE FUNCTION middle.f(left_one.e) RETURNS SETOF "Right One".v LANGUAGE sql AS $$ SELECT * FROM "Right One".v $$;
