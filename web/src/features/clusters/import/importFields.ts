import { checkFields, emptyFields, type ClusterFields } from '../form/clusterFields';

export interface ImportFields extends ClusterFields {
  name: string;
  kubeConfigString: string;
}

export const emptyImport: ImportFields = { ...emptyFields, name: '', kubeConfigString: '' };

const longestName = 63;
const namePattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether what has been typed so far can be a name; an untouched field is not wrong yet. */
export const isName = (name: string): boolean => name === '' || (name.length <= longestName && namePattern.test(name));

/** Whether nothing is wrong, as far as can be told here. */
export const isComplete = (fields: ImportFields): boolean =>
  fields.name !== '' && isName(fields.name) && checkFields(fields).length === 0;
