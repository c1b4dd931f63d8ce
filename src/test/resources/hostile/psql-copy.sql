--liquibase formatted sql

--changeset mallory:1
\copy t from '@CANARY@'
