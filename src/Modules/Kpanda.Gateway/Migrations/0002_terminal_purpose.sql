-- What the terminal is: empty for a shell in the container, 'debug' for one in a debug container beside it,
-- 'node' for one on a node, whose name stands in the place of the pod's.
ALTER TABLE terminal_tickets ADD COLUMN purpose TEXT NOT NULL DEFAULT '';
