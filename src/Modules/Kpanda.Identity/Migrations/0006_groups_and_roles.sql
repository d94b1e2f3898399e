-- Names are never used again: a deleted group keeps the row.
CREATE TABLE user_groups (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL,
    deleted BIGINT
);

CREATE TABLE group_members (
    group_id TEXT NOT NULL REFERENCES user_groups (id),
    user_id TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (group_id, user_id)
);
CREATE INDEX group_members_user ON group_members (user_id);

-- Platform roles that somebody made. Those that are built in are no rows.
CREATE TABLE platform_roles (
    name TEXT PRIMARY KEY,
    description TEXT NOT NULL,
    created BIGINT NOT NULL,
    updated BIGINT NOT NULL
);

CREATE TABLE platform_role_points (
    role TEXT NOT NULL REFERENCES platform_roles (name) ON DELETE CASCADE,
    product TEXT NOT NULL,
    resource TEXT NOT NULL,
    action TEXT NOT NULL,
    PRIMARY KEY (role, product, resource, action)
);

-- Who holds a platform role: a person ('user') or a group ('group').
CREATE TABLE platform_role_holders (
    subject_id TEXT NOT NULL,
    subject_kind TEXT NOT NULL,
    role TEXT NOT NULL,
    PRIMARY KEY (subject_id, role)
);
CREATE INDEX platform_role_holders_role ON platform_role_holders (role);

-- users.administrator is written no more, and goes with a later version.
INSERT INTO platform_role_holders (subject_id, subject_kind, role) SELECT id, 'user', 'Admin' FROM users WHERE administrator AND deleted IS NULL;

-- From where a session was opened, for its owner to recognise it.
ALTER TABLE credentials ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE credentials ADD COLUMN agent TEXT NOT NULL DEFAULT '';
