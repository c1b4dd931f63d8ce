INSERT INTO j_log VALUES ('k'); -- comment ; here
INSERT INTO j_log VALUES ('l;l');
