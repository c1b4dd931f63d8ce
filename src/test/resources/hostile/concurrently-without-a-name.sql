--liquibase formatted sql

--changeset mallory:1 runInTransaction:false
CREATE INDEX CONCURRENTLY ON t (a);
