--liquibase formatted sql

--changeset mallory:1
SET client_encoding TO LATIN1;
