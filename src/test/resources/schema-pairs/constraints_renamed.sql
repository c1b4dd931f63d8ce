-- before
CREATE TABLE p (id int CONSTRAINT p_old PRIMARY KEY, c text CONSTRAINT c_old UNIQUE);
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT x_old CHECK (x > 0), p int CONSTRAINT fk_old REFERENCES p (id));
CREATE INDEX ix_old ON a (x);
COMMENT ON CONSTRAINT x_old ON a IS 'kept';
-- after
CREATE TABLE p (id int CONSTRAINT p_new PRIMARY KEY, c text CONSTRAINT c_new UNIQUE);
CREATE TABLE a (id int PRIMARY KEY, x int CONSTRAINT x_new CHECK (x > 0), p int CONSTRAINT fk_new REFERENCES p (id));
CREATE INDEX ix_new ON a (x);
COMMENT ON CONSTRAINT x_new ON a IS 'kept';
