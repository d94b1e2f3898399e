import { Radio } from '@patternfly/react-core';
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { Maybe } from '@/shared/yaml/json';
import { pathText, type Difference, type Side } from '@/shared/yaml/threeWay';
import { writeYaml } from '@/shared/yaml/yamlText';

interface Props {
  label: string;
  differences: readonly Difference[];
  sideOf(one: Difference): Side | undefined;
  onChoose(one: Difference, side: Side): void;
}

const sides = ['before', 'theirs', 'yours'] as const;

/** Three versions of each place, of which one is chosen. */
export function DifferenceTable({ label, differences, sideOf, onChoose }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="kp-table-scroll">
      <Table aria-label={label} variant="compact" gridBreakPoint="" className="kp-differences">
        <Thead>
          <Tr>
            <Th>{t('conflict.place')}</Th>
            {sides.map((side) => (
              <Th key={side}>{t(`conflict.${side}`)}</Th>
            ))}
          </Tr>
        </Thead>
        <Tbody>
          {differences.map((one) => {
            const path = pathText(one.path);
            return (
              <Tr key={path} data-by={one.by}>
                <Td className="kp-cell-wrap">
                  <code>{path}</code>
                </Td>
                {sides.map((side) => (
                  <Td key={side} className="kp-differences__side">
                    <Radio
                      id={`${id}-${path}-${side}`}
                      name={`${id}-${path}`}
                      isChecked={sideOf(one) === side}
                      onChange={() => onChoose(one, side)}
                      label={
                        <>
                          <span className="pf-v6-screen-reader">{`${path}: ${t(`conflict.${side}`)}`}</span>
                          <Value value={one[side]} />
                        </>
                      }
                    />
                  </Td>
                ))}
              </Tr>
            );
          })}
        </Tbody>
      </Table>
    </div>
  );
}

function Value({ value }: { value: Maybe }) {
  const { t } = useTranslation();
  if (value === undefined) return <em className="kp-muted">{t('conflict.absent')}</em>;
  return <code className="kp-differences__value">{writeYaml(value).trimEnd()}</code>;
}
