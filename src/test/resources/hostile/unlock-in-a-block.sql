--liquibase formatted sql

--changeset mallory:1
DO $$
BEGIN
  PERFORM pg_advisory_unlock_all();
END
$$;
