-- before
CREATE TYPE status AS ENUM ('draft', 'sent', 'lost');
CREATE TABLE customer (id serial PRIMARY KEY, name text, status status DEFAULT 'draft');
CREATE TABLE invoice (id serial PRIMARY KEY, customer int REFERENCES customer (id), total numeric(8, 2), status status NOT NULL);
CREATE VIEW open_invoice AS SELECT i.id, c.name, i.total FROM invoice i JOIN customer c ON c.id = i.customer WHERE i.status = 'draft';
CREATE FUNCTION sum_of(c int) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT sum(total) FROM invoice WHERE customer = c $$;
CREATE INDEX invoice_status ON invoice (status);
-- after
CREATE TYPE status AS ENUM ('draft', 'sent', 'paid');
CREATE TABLE customer (id bigserial PRIMARY KEY, name varchar(100) NOT NULL, status status DEFAULT 'draft', mail text UNIQUE);
CREATE TABLE invoice (id bigserial PRIMARY KEY, customer bigint NOT NULL REFERENCES customer (id) ON DELETE CASCADE, total numeric(12, 2) CHECK (total >= 0), status status NOT NULL);
CREATE TABLE line (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, invoice bigint NOT NULL REFERENCES invoice (id), amount numeric(12, 2) NOT NULL);
CREATE VIEW open_invoice AS SELECT i.id, c.name, i.total, c.mail FROM invoice i JOIN customer c ON c.id = i.customer WHERE i.status = 'draft';
CREATE FUNCTION sum_of(c bigint) RETURNS numeric LANGUAGE sql STABLE AS $$ SELECT sum(total) FROM invoice WHERE customer = c $$;
CREATE INDEX invoice_status ON invoice (status) WHERE status <> 'paid';
