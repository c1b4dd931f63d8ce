--liquibase formatted sql
--changeset mo:1 dbms:"postgresql"
CREATE TABLE lost (id int);
--rollback DROP TABLE lost;
