--liquibase formatted sql

--changeset mallory:1
CREATE TABLE t (a text);
COPY t FROM PROGRAM 'touch @WITNESS@';
