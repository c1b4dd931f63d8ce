DROP TABLE x_log;
