import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BatchDialog } from '@/shared/operations/BatchDialog';
import { startBatch } from '@/shared/operations/runBatch';
import { SubjectPicker, type PickedSubject, type SubjectKind } from '@/shared/people/SubjectPicker';
import { findPeople, peopleKey } from './peopleApi';

export type MemberVerb = 'add' | 'remove';

interface Props {
  /** What they are or will be members of, as people call it. */
  place: string;
  kinds: readonly SubjectKind[];
  verb: MemberVerb;
  /** Who is to be removed. */
  members: readonly PickedSubject[];
  act(verb: MemberVerb, member: PickedSubject): Promise<unknown>;
  onClose(): void;
}

/** Adds members or removes them, many at once; then shows what becomes of each. */
export function MembersDialog({ place, kinds, verb, members, act, onClose }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [chosen, setChosen] = useState<PickedSubject[]>([]);
  const subjects = verb === 'add' ? chosen : members;
  const title = t(`groups.members.${verb}Title`, { place, count: subjects.length });
  const start = () =>
    startBatch({
      title,
      targets: subjects.map((subject) => ({ key: subject.id, name: subject.name, cluster: '', subject })),
      act: async ({ subject }) => {
        await act(verb, subject);
        return undefined;
      },
      onEnd: () => void client.invalidateQueries({ queryKey: peopleKey }),
    });
  return (
    <BatchDialog
      title={title}
      body={t(`groups.members.${verb}Body`, { place })}
      action={t(`groups.members.${verb}`)}
      isReady={subjects.length > 0}
      onStart={start}
      onClose={onClose}
    >
      {verb === 'add' ? (
        <SubjectPicker
          label={t('groups.members.title')}
          kinds={kinds}
          source="people"
          find={findPeople}
          chosen={chosen}
          onChange={setChosen}
        />
      ) : (
        <div className="kp-bulk-named" role="region" aria-label={t('groups.members.title')} tabIndex={0}>
          <div className="kp-bulk-named__names">
            {members.map(({ id, name }) => (
              <span key={id}>{name}</span>
            ))}
          </div>
        </div>
      )}
    </BatchDialog>
  );
}
