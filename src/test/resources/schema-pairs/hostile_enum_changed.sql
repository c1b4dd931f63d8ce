-- before
CREATE TYPE "e*/;""n" AS ENUM ('a''b', '--rollback', E'c\nd');
CREATE TABLE "t*/; --" (id int PRIMARY KEY, "c
--changeset x:y
d" "e*/;""n" DEFAULT 'a''b', "w;" int);
-- after
CREATE TYPE "e*/;""n" AS ENUM ('a''b', E'c\nd', '${x}');
CREATE TABLE "t*/; --" (id int PRIMARY KEY, "c
--changeset x:y
d" "e*/;""n" DEFAULT 'a''b', "w;" bigint);
