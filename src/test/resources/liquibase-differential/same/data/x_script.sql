INSERT INTO x_log VALUES ('k'); -- comment ; here
INSERT INTO x_log VALUES ('l;l');
