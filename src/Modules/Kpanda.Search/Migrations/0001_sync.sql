-- What administrators paused: a kind of a cluster, or with an empty resource the whole cluster.
CREATE TABLE sync_pauses (
    cluster TEXT NOT NULL,
    resource TEXT NOT NULL,
    paused_by TEXT NOT NULL,
    paused_at BIGINT NOT NULL,
    PRIMARY KEY (cluster, resource)
);

-- What the last comparison of each kind with its member found.
CREATE TABLE sync_checks (
    cluster TEXT NOT NULL,
    resource TEXT NOT NULL,
    checked_at BIGINT NOT NULL,
    objects BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    surplus BIGINT NOT NULL,
    stale BIGINT NOT NULL,
    repaired BOOLEAN NOT NULL,
    failure TEXT NOT NULL,
    PRIMARY KEY (cluster, resource)
);

-- The namespaces that were left out when the index was last filled: where they change, everything is listed anew.
CREATE TABLE sync_left_out (
    namespaces TEXT NOT NULL PRIMARY KEY
);
