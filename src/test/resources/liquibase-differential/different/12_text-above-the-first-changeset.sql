--liquibase formatted sql
CREATE TABLE lost (id int);
--changeset mo:1
SELECT 1;
--rollback empty
