-- before
CREATE TYPE e AS ENUM ('a', 'b', 'c');
CREATE TYPE er AS RANGE (subtype = e);
CREATE TABLE t (id int PRIMARY KEY, r er);
-- after
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TYPE er AS RANGE (subtype = e);
CREATE TABLE t (id int PRIMARY KEY, r er);
