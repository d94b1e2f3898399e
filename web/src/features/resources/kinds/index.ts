import { namespace } from './namespace';
import { node } from './node';

export const resourceKinds = [node, namespace] as const;
