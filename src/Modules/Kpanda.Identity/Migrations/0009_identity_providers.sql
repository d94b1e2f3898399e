-- Identity providers (OpenID Connect). The client secret is sealed; empty for a client that has none.
CREATE TABLE identity_providers (
    id TEXT PRIMARY KEY,
    alias TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    client_secret BLOB NOT NULL,
    client_authentication TEXT NOT NULL,
    link_by_email BOOLEAN NOT NULL,
    enabled BOOLEAN NOT NULL,
    scopes TEXT NOT NULL,
    name_claim TEXT NOT NULL,
    groups_claim TEXT NOT NULL,
    group_prefix TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

-- Who somebody is elsewhere. Issuer and subject are the identity; names are not.
CREATE TABLE external_identities (
    issuer TEXT NOT NULL,
    subject TEXT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    created BIGINT NOT NULL,
    PRIMARY KEY (issuer, subject)
);
CREATE INDEX external_identities_user ON external_identities (user_id);

-- Sessions that a provider vouched for.
CREATE TABLE external_sessions (
    session_id TEXT PRIMARY KEY REFERENCES credentials (id) ON DELETE CASCADE,
    provider_id TEXT NOT NULL
);

-- Browsers on their way to a provider: a hash of what the browser keeps, taken away by the first return.
CREATE TABLE sign_in_attempts (
    hash TEXT PRIMARY KEY,
    provider_id TEXT NOT NULL,
    callback TEXT NOT NULL,
    return_to TEXT NOT NULL,
    created BIGINT NOT NULL
);
CREATE INDEX sign_in_attempts_created ON sign_in_attempts (created);

-- The issuer whose word makes members of a group; empty for a group of this platform.
ALTER TABLE user_groups ADD COLUMN issuer TEXT NOT NULL DEFAULT '';
