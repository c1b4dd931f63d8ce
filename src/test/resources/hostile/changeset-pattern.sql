--liquibase formatted sql
--changeset                                                                                                                                                                                                                                                                                                                                                                                                                x

--changeset mallory:1
SELECT 1;
