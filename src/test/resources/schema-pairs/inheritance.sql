-- before
CREATE TABLE p (id int, name text);
CREATE TABLE c (extra int) INHERITS (p);
-- after
CREATE TABLE p (id int, name text, more int);
CREATE TABLE c (extra int) INHERITS (p);
CREATE TABLE d (own text) INHERITS (p);
