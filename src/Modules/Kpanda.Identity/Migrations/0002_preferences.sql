-- What a person chose in the console: language, theme, keys. The server does not read the values.
CREATE TABLE preferences (
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (user_id, name)
);
