--liquibase formatted sql

--changeset mallory:1
COPY t (a) FROM stdin;
1
\.
