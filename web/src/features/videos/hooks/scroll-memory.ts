const offsets = new Map<string, number>();

/** How far a list was scrolled when it was left, so that coming back lands on the same spot. */
export const scrollMemory = {
  recall: (listId: string): number => offsets.get(listId) ?? 0,
  keep: (listId: string, offset: number): void => {
    offsets.set(listId, offset);
  },
};
