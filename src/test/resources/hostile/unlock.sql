--liquibase formatted sql

--changeset mallory:1
SELECT pg_advisory_unlock_all();
