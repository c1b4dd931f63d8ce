--liquibase formatted sql

--changeset mallory:1 runWithSpoolFile:@WITNESS@
SELECT 1;
