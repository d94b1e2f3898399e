-- Attempts to sign in that were not right, for all replicas: by name, address or person, as keyed hashes, because people type passwords where names belong.
CREATE TABLE sign_in_failures (
    key TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    -- From so many on each attempt waits; seconds of the longest wait.
    waits_from INTEGER NOT NULL,
    longest INTEGER NOT NULL,
    blocked_until BIGINT NOT NULL,
    -- When they are forgiven, if none comes until then.
    expires BIGINT NOT NULL
);
CREATE INDEX sign_in_failures_expires ON sign_in_failures (expires);
