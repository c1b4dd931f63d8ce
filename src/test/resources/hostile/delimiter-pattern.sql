--liquibase formatted sql

--changeset mallory:1 endDelimiter:(a+)+$
SELECT 1;
