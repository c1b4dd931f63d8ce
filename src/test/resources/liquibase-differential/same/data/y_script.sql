INSERT INTO y_log VALUES ('k'); -- comment ; here
INSERT INTO y_log VALUES ('l;l');
