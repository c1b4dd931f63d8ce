--liquibase formatted sql

--changeset mallory:1
SET SESSION AUTHORIZATION postgres;
