-- The only cluster that a token opens; empty for all that its person may see.
ALTER TABLE credentials ADD COLUMN cluster TEXT NOT NULL DEFAULT '';

-- The access token with which another one was made, and with which it ends.
ALTER TABLE credentials ADD COLUMN parent_id TEXT REFERENCES credentials (id) ON DELETE CASCADE;
