--liquibase formatted sql
--changeset mo:1
CREATE TABLE sought (id int);
--rollback DROP TABLE sought;
--changeset mo:2 runInTransaction:false
CREATE INDEX CONCURRENTLY ON sought (id);
--rollback DROP INDEX CONCURRENTLY sought_id_idx;
