--liquibase formatted sql logicalFilePath:some/other/place.sql
--changeset s_lea:1
CREATE TABLE s_path (id int);
--rollback DROP TABLE s_path;
--changeset s_lea:2 logicalFilePath:yet/another.sql
CREATE TABLE s_path2 (id int);
--rollback DROP TABLE s_path2;
