-- LDAP directories. The settings are JSON; the secret of the bind is sealed, and empty where nothing is bound.
CREATE TABLE ldap_providers (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    settings TEXT NOT NULL,
    bind_secret BLOB NOT NULL,
    enabled BOOLEAN NOT NULL,
    -- When a sync began last, and until when nobody else begins one: two replicas never sync one directory at once.
    sync_began BIGINT NOT NULL,
    sync_until BIGINT NOT NULL,
    -- What the last sync came to, as JSON; empty for none yet.
    sync_result TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

-- The issuer that an account was made for; empty for an account of this platform.
ALTER TABLE users ADD COLUMN source TEXT NOT NULL DEFAULT '';
UPDATE users SET source = COALESCE((SELECT MIN(e.issuer) FROM external_identities e WHERE e.user_id = users.id), '') WHERE password = '';

-- Since when a directory has not had somebody, who is disabled for that; NULL for everybody else.
ALTER TABLE external_identities ADD COLUMN missing BIGINT;
