/** The link to a list in the order of states: what is broken stands at its top. */
export const worstFirst = (list: string): string => `${list}?sort=state%3Adesc`;
