--liquibase formatted sql
--changeset mo:1
CREATE TABLE half AS SELECT 4
/
2 AS n;
--rollback DROP TABLE half;
