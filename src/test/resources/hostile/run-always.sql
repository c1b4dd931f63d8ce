--liquibase formatted sql

--changeset mallory:1 runAlways:true
SELECT 1;
