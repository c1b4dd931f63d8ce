--liquibase formatted sql

--changeset mallory:1
SELECT 1;
\i @CANARY@
