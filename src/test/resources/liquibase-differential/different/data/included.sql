--liquibase formatted sql
--changeset mo:included
SELECT 1;
--rollback empty
