--liquibase formatted sql

--changeset mallory:1
CREATE TABLE t (a int);
--rollback DROP TABLE t;
--rollback COMMIT;
