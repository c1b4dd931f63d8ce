--liquibase formatted sql

--changeset mallory:1 runOnChange:true
SELECT 1;
