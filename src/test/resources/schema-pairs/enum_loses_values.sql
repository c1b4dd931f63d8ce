-- before
CREATE TYPE mood AS ENUM ('sad', 'ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', all_of mood[]);
CREATE INDEX a_m ON a (m);
CREATE INDEX a_ok ON a (id) WHERE m = 'ok';
-- after
CREATE TYPE mood AS ENUM ('ok', 'happy');
CREATE TABLE a (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', all_of mood[]);
CREATE INDEX a_m ON a (m);
CREATE INDEX a_ok ON a (id) WHERE m = 'ok';
