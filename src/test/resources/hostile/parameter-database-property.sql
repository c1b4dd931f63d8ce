--liquibase formatted sql

--changeset mallory:1
SELECT '${database.isSafeToRunUpdate}';
