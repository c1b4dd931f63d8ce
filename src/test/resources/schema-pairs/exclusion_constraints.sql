-- before
CREATE TABLE r (id int PRIMARY KEY, during tsrange);
-- after
CREATE TABLE r (id int PRIMARY KEY, during tsrange, room int,
  CONSTRAINT no_overlap EXCLUDE USING gist (during WITH &&) WHERE (room > 0));
