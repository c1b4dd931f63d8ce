--liquibase formatted sql
--changeset mo:1
CREATE TABLE block (id int);
/* liquibase rollback
-- all of it
DROP TABLE block;
*/
