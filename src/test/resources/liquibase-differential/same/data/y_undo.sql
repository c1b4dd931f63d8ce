DROP TABLE y_log;
