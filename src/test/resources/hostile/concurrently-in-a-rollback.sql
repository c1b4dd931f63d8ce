--liquibase formatted sql

--changeset mallory:1
CREATE INDEX i ON t (a);
--rollback DROP INDEX CONCURRENTLY i;
