--liquibase formatted sql
--changeset mo:1
CREATE TABLE early AS SELECT '${word}'::text AS t;
--rollback DROP TABLE early;
--changeset mo:2
--property name:word value:late
SELECT 1;
--rollback empty
