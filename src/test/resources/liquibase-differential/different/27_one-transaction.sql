--liquibase formatted sql
--changeset mo:1
CREATE TABLE parent (id int PRIMARY KEY);
CREATE TABLE child (parent int REFERENCES parent DEFERRABLE INITIALLY DEFERRED);
INSERT INTO parent VALUES (1);
INSERT INTO child VALUES (1);
--rollback DROP TABLE child; DROP TABLE parent;
--changeset mo:2
ALTER TABLE child ADD COLUMN name text;
--rollback ALTER TABLE child DROP COLUMN name;
