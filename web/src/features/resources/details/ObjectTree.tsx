import { Card, CardBody, CardTitle, TreeView, type TreeViewDataItem } from '@patternfly/react-core';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isMap, type Json, type JsonMap } from '@/shared/yaml/json';

/** How many values are drawn; all of them are on the YAML tab. */
const most = 500;
/** How deep the tree stands open at first. */
const open = 3;

/** Everything that an object says, field by field, but for its metadata and its conditions, which have places of their own. */
export function ObjectTree({ object }: { object: JsonMap }) {
  const { t } = useTranslation();
  const items = useMemo(() => treeOf(object), [object]);
  if (items.length === 0) return null;
  return (
    <Card>
      <CardTitle>{t('details.fields')}</CardTitle>
      <CardBody>
        <TreeView
          className="kp-tree"
          aria-label={t('details.fields')}
          data={items}
          hasGuides
          variant="compactNoBackground"
        />
      </CardBody>
    </Card>
  );
}

const toldElsewhere = new Set(['apiVersion', 'kind', 'metadata', 'status']);

/** The fields of an object as a tree; bounded. */
export function treeOf(object: JsonMap): TreeViewDataItem[] {
  const { status } = object;
  const fields = without(object, toldElsewhere);
  if (isMap(status)) {
    const rest = without(status, new Set(['conditions']));
    if (Object.keys(rest).length > 0) fields.status = rest;
  } else if (status !== undefined && status !== null) fields.status = status;
  return branches(fields, '', 0, { left: most });
}

const without = (map: JsonMap, keys: ReadonlySet<string>): JsonMap =>
  Object.fromEntries(Object.entries(map).filter(([key]) => !keys.has(key)));

function branches(value: JsonMap | Json[], path: string, depth: number, rest: { left: number }): TreeViewDataItem[] {
  const entries: [string, Json][] = Array.isArray(value)
    ? value.map((entry, index) => [titleOf(entry, index), entry])
    : Object.entries(value);
  const shown: TreeViewDataItem[] = [];
  for (const [index, [key, inner]] of entries.entries()) {
    if (rest.left <= 0) {
      shown.push({ id: `${path}.…`, name: '…' });
      break;
    }
    rest.left--;
    shown.push(branch(key, inner, `${path}.${index}`, depth, rest));
  }
  return shown;
}

function branch(key: string, value: Json, id: string, depth: number, rest: { left: number }): TreeViewDataItem {
  if ((isMap(value) || Array.isArray(value)) && Object.keys(value).length > 0)
    return { id, name: key, defaultExpanded: depth < open, children: branches(value, id, depth + 1, rest) };
  const words = isMap(value) ? '{}' : Array.isArray(value) ? '[]' : value === '' ? '""' : String(value);
  return {
    id,
    name: (
      <>
        <span className="kp-muted">{key}</span> <span className="kp-tree__value">{words}</span>
      </>
    ),
  };
}

/** Entries of lists are called by their names, as people know them. */
const titleOf = (entry: Json, index: number): string =>
  isMap(entry) && typeof entry.name === 'string' ? entry.name : String(index + 1);
