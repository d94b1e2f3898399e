-- With which namespaces an index was filled stands in that index: every replica has one of its own.
DROP TABLE sync_left_out;
