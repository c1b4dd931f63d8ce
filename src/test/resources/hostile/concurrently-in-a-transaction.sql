--liquibase formatted sql

--changeset mallory:1
CREATE INDEX CONCURRENTLY i ON t (a);
--rollback DROP INDEX i;
