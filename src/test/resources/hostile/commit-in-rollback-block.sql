--liquibase formatted sql

--changeset mallory:1
CREATE TABLE t (a int);
/* liquibase rollback
DROP TABLE t; -- the table
COMMIT;
*/
