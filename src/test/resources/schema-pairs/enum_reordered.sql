-- before
CREATE TYPE size AS ENUM ('s', 'l', 'm');
CREATE TABLE a (id int PRIMARY KEY, s size);
-- after
CREATE TYPE size AS ENUM ('s', 'm', 'l');
CREATE TABLE a (id int PRIMARY KEY, s size);
