-- before
CREATE TABLE a (id int PRIMARY KEY, mail text);
-- after
CREATE DOMAIN mail AS text NOT NULL DEFAULT 'nobody@example.com' CONSTRAINT has_at CHECK (VALUE LIKE '%@%');
CREATE TABLE a (id int PRIMARY KEY, mail mail);
