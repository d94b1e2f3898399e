-- What opens a terminal, once: good for 30 seconds, for one session and one container. Only the hash is stored.
CREATE TABLE terminal_tickets (
    hash       TEXT PRIMARY KEY,
    session_id TEXT NOT NULL,
    terminal   TEXT NOT NULL,
    cluster    TEXT NOT NULL,
    namespace  TEXT NOT NULL,
    pod        TEXT NOT NULL,
    container  TEXT NOT NULL,
    expires    BIGINT NOT NULL
);
CREATE INDEX terminal_tickets_by_expiry ON terminal_tickets (expires);
