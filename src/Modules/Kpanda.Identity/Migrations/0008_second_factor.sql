-- What administrators chose about passwords, lockout, sessions and the second factor, as JSON.
CREATE TABLE security_policies (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
);

-- The shared secret of a second factor (RFC 6238), sealed. A code counts for a step of time behind last_step only, so that none counts twice.
CREATE TABLE second_factors (
    user_id TEXT PRIMARY KEY REFERENCES users (id),
    secret BLOB NOT NULL,
    confirmed BOOLEAN NOT NULL,
    last_step BIGINT NOT NULL,
    created BIGINT NOT NULL
);

-- Codes for who has lost the second factor: hashes of 80 random bits, each good once.
CREATE TABLE recovery_codes (
    user_id TEXT NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL,
    PRIMARY KEY (user_id, hash)
);

-- Hashes of the passwords that somebody had before.
CREATE TABLE password_history (
    user_id TEXT NOT NULL REFERENCES users (id),
    hash TEXT NOT NULL,
    at BIGINT NOT NULL
);
CREATE INDEX password_history_user ON password_history (user_id, at);

-- When the password was set last: 0 is when the person was made.
ALTER TABLE users ADD COLUMN password_changed BIGINT NOT NULL DEFAULT 0;

-- What a session is for, as long as something must be done first ('password', 'enrol'); empty for everything.
ALTER TABLE credentials ADD COLUMN restriction TEXT NOT NULL DEFAULT '';
