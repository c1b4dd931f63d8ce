--liquibase formatted sql
--changeset s_mo:1
CREATE FUNCTION s_three() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 2; END $$;
--rollback DROP FUNCTION s_three();
