-- What somebody changed about the roles that grants give: rules as JSON.
CREATE TABLE role_adjustments (
    role TEXT PRIMARY KEY,
    additions TEXT NOT NULL,
    subtractions TEXT NOT NULL,
    changed_by TEXT NOT NULL,
    changed BIGINT NOT NULL
);

-- One row: the number of the last change, by which every replica notices changes.
CREATE TABLE role_adjustment_state (
    one BIGINT PRIMARY KEY,
    version BIGINT NOT NULL
);
