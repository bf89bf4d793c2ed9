/** localStorage, on a phone that may keep nothing: private browsing, a full disk. Never throws. */

/** What the phone did not take: it lasts as long as the page. */
const unkept = new Map<string, string>();

export function read<T>(name: string): T | null {
  try {
    return JSON.parse(unkept.get(name) ?? localStorage.getItem(name) ?? "null") as T | null;
  } catch {
    return null;
  }
}

export function write(name: string, value: unknown): void {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(name, text);
    unkept.delete(name);
  } catch {
    unkept.set(name, text);
  }
}

export function remove(name: string): void {
  unkept.delete(name);
  try {
    localStorage.removeItem(name);
  } catch {
    // nothing was kept
  }
}

/** Of what the phone has kept. */
export function namesUnder(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix));
  } catch {
    return [];
  }
}
