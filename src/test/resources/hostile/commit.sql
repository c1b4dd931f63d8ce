--liquibase formatted sql

--changeset mallory:1
CREATE TABLE t (a int);
COMMIT;
DROP TABLE t;
--rollback empty
