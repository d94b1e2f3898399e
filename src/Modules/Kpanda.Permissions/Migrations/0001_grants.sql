-- Who holds which role in which cluster or namespace. What counts is the row, not the binding that is made of it in the member.
CREATE TABLE grants (
    id TEXT PRIMARY KEY,
    subject_kind TEXT NOT NULL,
    subject_id TEXT NOT NULL,
    role TEXT NOT NULL,
    cluster_id TEXT NOT NULL,
    -- Empty for the whole cluster.
    namespace TEXT NOT NULL,
    granted_by TEXT NOT NULL,
    granted BIGINT NOT NULL,
    UNIQUE (cluster_id, namespace, subject_kind, subject_id, role)
);
CREATE INDEX grants_subject ON grants (subject_kind, subject_id);

-- One row: the number of the last change, by which every replica notices changes, and the id by which members tell this Kpanda from others.
CREATE TABLE grant_state (
    one BIGINT PRIMARY KEY,
    version BIGINT NOT NULL,
    installation TEXT NOT NULL
);
