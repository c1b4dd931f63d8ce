-- before
CREATE TABLE a (id bigint PRIMARY KEY);
-- after
CREATE TABLE a (id bigint PRIMARY KEY);
CREATE TABLE b (id bigint PRIMARY KEY, a_id bigint NOT NULL REFERENCES a (id) ON DELETE CASCADE, note text DEFAULT 'x');
