/** Puts something to the others of its group. A list that was made anew each time would be copied as often as it is long. */
export function addTo<Key, One>(groups: Map<Key, One[]>, key: Key, one: One): void {
  const others = groups.get(key);
  if (others) others.push(one);
  else groups.set(key, [one]);
}
