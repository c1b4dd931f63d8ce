--liquibase formatted sql
-- Everything that a line of a formatted file may say.
--property name:s_word value:one
--property name:s_word value:two
--property name:s_moment value:1 global:false
--property name:s_snapped value:<${s_moment}>
--property name:s_late value:<${s_last}>
--property name:s_last value:last
--property name:s_moment value:2 global:false
--property name:s_where value:here dbms:postgresql,h2
--property name:s_where value:there dbms:oracle

--changeset s_kim:plain labels:a,b context:"test or prod"
--comment a table; and a comment
CREATE TABLE s_a (id int, w text DEFAULT '${s_word} ${s_where} ${s_snapped} ${s_late}'); -- behind ; it
INSERT INTO s_a VALUES (1);
--rollback DROP TABLE s_a;

--changeset s_kim:function splitStatements:false stripComments:false
CREATE FUNCTION s_two() RETURNS int LANGUAGE plpgsql AS $$
BEGIN
  -- kept; as it is
  RETURN 2;
END $$;
--rollback DROP FUNCTION s_two();

--changeset s_kim:dollars dbms:postgresql
CREATE TABLE s_d (t text);
INSERT INTO s_d VALUES ($$a''b$$), (E'it\'s'), ('say "x"');
--rollback DELETE FROM s_d;
--rollback DROP TABLE s_d;

--changeset s_kim:go endDelimiter:GO rollbackEndDelimiter:GO
CREATE TABLE s_e (id int)
GO
CREATE TABLE s_f (id int)
GO
--rollback DROP TABLE s_e
--rollback GO
--rollback DROP TABLE s_f
--rollback GO

--changeset s_kim:lines
CREATE TABLE s_g (id int);
/
CREATE TABLE s_h (id int)
go
--rollback DROP TABLE s_g
--rollback /
--rollback DROP TABLE s_h

--changeset s_kim:slash endDelimiter:/
CREATE TABLE s_i (id int, half int DEFAULT 4 / 2)
/
--rollback DROP TABLE s_i;

--changeset "s kim":"a name with blanks" failOnError:true runOnChange:false runAlways:false
CREATE TABLE s_j (id int);
/* liquibase rollback
DROP TABLE
  s_j;
*/

--changeset s_kim:oracle dbms:oracle
SELECT broken FROM dual;
--rollback broken

--changeset s_kim:ignored ignore:true
SELECT broken;

--changeset s_kim:holds
--preconditions onFail:HALT onError:HALT
--precondition-sql-check expectedResult:1 SELECT count(*) FROM s_a
--precondition-table-exists table:s_a
CREATE TABLE s_k (id int);
--rollback DROP TABLE s_k;

--changeset s_kim:marked
--preconditions onFail:MARK_RAN
--precondition-sql-check expectedResult:"0" SELECT count(*) FROM s_a
CREATE TABLE s_a (id int);
--rollback empty

--changeset s_kim:left-out
--preconditions onFail:CONTINUE
--precondition-sql-check expectedResult:0 SELECT count(*) FROM s_a
CREATE TABLE s_never (id int);
--rollback DROP TABLE s_never;

--changeset s_kim:valid
--validCheckSum: 1:any
CREATE TABLE s_l (id int);
--ignoreLines:1
broken
--ignoreLines:start
broken
--ignoreLines:end
--rollback DROP TABLE s_l;

--changeset s_kim:alone runInTransaction:false
CREATE INDEX CONCURRENTLY s_index ON s_a (id);
--rollback DROP INDEX CONCURRENTLY s_index;

--changeset s_kim:nothing
SELECT 1;
--rollback not required

--changeset s_kim:make dbms:oracle
CREATE TABLE s_wrong (id int);
--changeset s_kim:make dbms:postgresql
CREATE TABLE s_made (id int);
--rollback DROP TABLE s_made;
--changeset s_kim:unmake
DROP TABLE s_made;
--rollback changesetId:make changesetAuthor:s_kim
