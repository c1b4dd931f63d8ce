--liquibase formatted sql
--changeset mo:1
CREATE TABLE half_done (id int);
COMMIT;
--rollback DROP TABLE half_done;
