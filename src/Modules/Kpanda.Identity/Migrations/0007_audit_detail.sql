-- What of the object it was about, where its name does not say: the path of a file.
ALTER TABLE audit ADD COLUMN detail TEXT NOT NULL DEFAULT '';
