--liquibase formatted sql

--changeset mallory:1 runInTransaction:false
DISCARD ALL;
