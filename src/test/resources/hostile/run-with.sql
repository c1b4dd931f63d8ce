--liquibase formatted sql

--changeset mallory:1 runWith:psql
SELECT 1;
