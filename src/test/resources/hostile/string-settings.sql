--liquibase formatted sql

--changeset mallory:1
SET standard_conforming_strings = off;
