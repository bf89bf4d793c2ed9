/** A phone's localStorage, or one that takes nothing. */

export class PhoneStorage {
  constructor(private readonly full = false) {}

  getItem(name: string): string | null {
    return Object.hasOwn(this, name) ? (this as unknown as Record<string, string>)[name]! : null;
  }

  setItem(name: string, value: string): void {
    if (this.full) throw new DOMException("full", "QuotaExceededError");
    Object.assign(this, { [name]: value });
  }

  removeItem(name: string): void {
    delete (this as unknown as Record<string, string>)[name];
  }
}
