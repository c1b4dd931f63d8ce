--liquibase formatted sql

--changeset mallory:1
\! touch @WITNESS@
