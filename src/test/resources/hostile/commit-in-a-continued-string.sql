--liquibase formatted sql
--changeset mallory:1
SELECT E'goes'
  'on\' || '; COMMIT; SELECT 1/0; --';
