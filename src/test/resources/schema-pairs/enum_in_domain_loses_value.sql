-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE DOMAIN d AS e CHECK (VALUE <> 'a') DEFAULT 'b';
CREATE TABLE t (id int PRIMARY KEY, x d DEFAULT 'b', ys d[], z e);
CREATE VIEW v AS SELECT x FROM t;
-- after
CREATE TYPE e AS ENUM ('a', 'b');
CREATE DOMAIN d AS e CHECK (VALUE <> 'a') DEFAULT 'b';
CREATE TABLE t (id int PRIMARY KEY, x d DEFAULT 'b', ys d[], z e);
CREATE VIEW v AS SELECT x FROM t;
