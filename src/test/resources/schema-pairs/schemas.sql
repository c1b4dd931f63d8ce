-- before
CREATE SCHEMA one;
CREATE TABLE one.a (id int PRIMARY KEY);
CREATE SCHEMA gone;
CREATE TABLE gone.g (id int PRIMARY KEY);
-- after
CREATE SCHEMA one;
CREATE TABLE one.a (id int PRIMARY KEY);
CREATE SCHEMA two;
CREATE TYPE two.e AS ENUM ('x');
CREATE TABLE two.b (id int PRIMARY KEY, a int REFERENCES one.a (id), e two.e DEFAULT 'x');
