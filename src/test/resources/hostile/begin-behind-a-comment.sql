--liquibase formatted sql

--changeset mallory:1
/* ; */ -- BEGIN
/* /* nested */ */ Begin;
--rollback empty
