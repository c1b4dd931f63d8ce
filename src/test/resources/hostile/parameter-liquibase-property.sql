--liquibase formatted sql

--changeset mallory:1
SELECT '${liquibase.command.url}';
