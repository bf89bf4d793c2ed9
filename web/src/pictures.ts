/** The desk's views of files as blob: addresses: each fetched once, the oldest let go. */

import { fileOf, viewOf, type ViewSize } from "./file-api.ts";
import { unreachable } from "./desk-error.ts";
import type { Key, NamedFile } from "./desk-call.ts";

/** So many stay in memory: some megabytes. */
const MOST = 60;

export class Pictures {
  private readonly found = new Map<string, Promise<string>>();

  constructor(private readonly key: () => Key | null) {}

  /** Throws a DeskError; `no_view` if there is no picture of it. */
  of(sha256: string, size: ViewSize): Promise<string> {
    const name = `${size} ${sha256}`;
    const picture = this.found.get(name) ?? this.fetched(name, sha256, size);
    this.found.delete(name);
    this.found.set(name, picture); // the newest is the last
    this.letGo(this.found.size - MOST);
    return picture;
  }

  original(sha256: string): Promise<NamedFile> {
    return fileOf(this.opened(), sha256);
  }

  forget(): void {
    this.letGo(this.found.size);
  }

  private async fetched(name: string, sha256: string, size: ViewSize): Promise<string> {
    try {
      return URL.createObjectURL(await viewOf(this.opened(), sha256, size));
    } catch (error) {
      this.found.delete(name);
      throw error;
    }
  }

  private opened(): Key {
    const key = this.key();
    if (!key) throw unreachable();
    return key;
  }

  private letGo(count: number): void {
    for (const [name, picture] of [...this.found].slice(0, Math.max(0, count))) {
      this.found.delete(name);
      picture.then((address) => URL.revokeObjectURL(address)).catch(() => {});
    }
  }
}
