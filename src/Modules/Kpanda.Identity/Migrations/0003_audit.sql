-- Who did what. Ids are ordered by time. A status of 0 is an action that was let go on and whose end is not known.
CREATE TABLE audit (
    id TEXT PRIMARY KEY,
    at BIGINT NOT NULL,
    person_id TEXT NOT NULL,
    person TEXT NOT NULL,
    address TEXT NOT NULL,
    agent TEXT NOT NULL,
    via TEXT NOT NULL,
    cluster TEXT NOT NULL,
    verb TEXT NOT NULL,
    api_group TEXT NOT NULL,
    resource TEXT NOT NULL,
    subresource TEXT NOT NULL,
    namespace TEXT NOT NULL,
    name TEXT NOT NULL,
    status INTEGER NOT NULL,
    milliseconds BIGINT NOT NULL,
    request_id TEXT NOT NULL
);
CREATE INDEX audit_person ON audit (person, id);
CREATE INDEX audit_cluster ON audit (cluster, id);
