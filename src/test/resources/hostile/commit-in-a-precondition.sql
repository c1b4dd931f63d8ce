--liquibase formatted sql

--changeset mallory:1
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:1 COMMIT
SELECT 1;
