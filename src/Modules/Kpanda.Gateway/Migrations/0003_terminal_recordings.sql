-- What terminals showed (asciicast 2), in parts, by the audit record of the terminal; its ids are ordered by time. Kept as long as the settings say.
CREATE TABLE terminal_recordings (
    audit   TEXT NOT NULL,
    part    INTEGER NOT NULL,
    content TEXT NOT NULL,
    size    BIGINT NOT NULL,
    PRIMARY KEY (audit, part)
);
