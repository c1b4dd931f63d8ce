DROP TABLE j_log;
