import { useState } from 'react';
import { z } from 'zod';

const Saved = z.array(z.object({ name: z.string().min(1).max(40), query: z.string().max(400) })).max(12);

/** Filters somebody keeps in this browser under a name. */
export interface SavedFilters {
  readonly filters: z.infer<typeof Saved>;
  readonly keep: (name: string, query: string) => void;
  readonly remove: (name: string) => void;
}

/** Reads and keeps the filters of whoever is here. */
export function useSavedFilters(staffNo: string): SavedFilters {
  const place = `deskside.ticket-filters.${staffNo}`;
  const [filters, setFilters] = useState<z.infer<typeof Saved>>(() => read(place));
  const change = (next: z.infer<typeof Saved>) => {
    localStorage.setItem(place, JSON.stringify(next));
    setFilters(next);
  };
  return {
    filters,
    keep: (name, query) => change([...filters.filter(one => one.name !== name), { name, query }].slice(-12)),
    remove: name => change(filters.filter(one => one.name !== name)),
  };
}

function read(place: string): z.infer<typeof Saved> {
  try {
    return Saved.parse(JSON.parse(localStorage.getItem(place) ?? '[]'));
  } catch {
    return []; // what stands there is none of ours
  }
}
