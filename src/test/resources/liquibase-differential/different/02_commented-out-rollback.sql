--liquibase formatted sql
--changeset mo:1
CREATE TABLE kept (id int);
--rollback -- DROP TABLE kept;
