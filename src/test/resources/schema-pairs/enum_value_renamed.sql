-- before
CREATE TYPE e AS ENUM ('a', 'b');
CREATE TABLE t (id int PRIMARY KEY, x e DEFAULT 'a', CHECK (x <> 'b'));
CREATE UNIQUE INDEX t_x ON t (x) WHERE x = 'a';
CREATE POLICY p ON t USING (x = 'a');
-- after
CREATE TYPE e AS ENUM ('z', 'b');
CREATE TABLE t (id int PRIMARY KEY, x e DEFAULT 'z', CHECK (x <> 'b'));
CREATE UNIQUE INDEX t_x ON t (x) WHERE x = 'z';
CREATE POLICY p ON t USING (x = 'z');
