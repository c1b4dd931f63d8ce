--liquibase formatted sql

--changeset mallory:1
\restrict kY9
SELECT 1;
