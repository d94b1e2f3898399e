-- How often the same was refused within a minute.
ALTER TABLE audit ADD COLUMN times INTEGER NOT NULL DEFAULT 1;

-- For how many days records are kept, where somebody chose it: of the platform ('platform') and of the native API of clusters ('kube').
CREATE TABLE audit_keep (
    record TEXT PRIMARY KEY,
    days INTEGER NOT NULL
);
