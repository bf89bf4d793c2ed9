/** The phone's own database, on a phone that may have none: a private window, a frame that may keep nothing. */

import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { Outgoing } from "./outbox.ts";
import type { KeptReceipt } from "./receipts.ts";
import type { Kept } from "./shelf.ts";

interface Shape extends DBSchema {
  /** What was said and is not acknowledged, under its place in the order. */
  outgoing: { key: number; value: KeptOutgoing; indexes: { id: string } };
  /** The bytes of files among them, under the same id. */
  contents: { key: string; value: ArrayBuffer };
  receipts: { key: [string, number]; value: KeptReceipt; indexes: { log_index: number } };
  /** What opens the conversation, where all tabs see the same at the same time. */
  conversation: { key: typeof CURRENT; value: Kept };
}

/** What outlasts the page. How far it has gone is for each tab to find out. */
export type KeptOutgoing = Omit<Outgoing, "order" | "state" | "failure" | "progress"> & { order?: number };

export type PhoneDb = IDBPDatabase<Shape>;

export const CURRENT = "current";

const NAME = "zhangfang";
const VERSION = 1;
/** Some phones never answer when a database is opened; the page does not wait for them. */
const PATIENCE = 3_000;

const opened = new WeakMap<IDBFactory, Promise<PhoneDb | null>>();

/** Does `work` with the database. What is returned without one, or if it fails: `otherwise`. Never throws. */
export async function onPhone<T>(work: (db: PhoneDb) => Promise<T>, otherwise: T): Promise<T> {
  for (const isLast of [false, true]) {
    const db = await phoneDb();
    if (!db) return otherwise;
    try {
      return await work(db);
    } catch (error) {
      // A phone that slept may have closed it meanwhile.
      if (isLast || !(error instanceof DOMException && error.name === "InvalidStateError")) return otherwise;
      forget();
    }
  }
  return otherwise;
}

function phoneDb(): Promise<PhoneDb | null> {
  const factory = factoryHere();
  if (!factory) return Promise.resolve(null);
  const db = opened.get(factory) ?? inTime(open());
  opened.set(factory, db);
  return db;
}

function forget(): void {
  const factory = factoryHere();
  if (factory) opened.delete(factory);
}

async function open(): Promise<PhoneDb> {
  return openDB<Shape>(NAME, VERSION, {
    upgrade(db) {
      db.createObjectStore("outgoing", { keyPath: "order", autoIncrement: true }).createIndex(
        "id",
        "client_message_id",
        { unique: true },
      );
      db.createObjectStore("contents");
      db.createObjectStore("receipts").createIndex("log_index", "log_index");
      db.createObjectStore("conversation");
    },
    blocking(_, __, event) {
      (event.target as IDBDatabase).close(); // a newer page waits to change its form
      forget();
    },
    terminated: forget,
  });
}

function inTime(opening: Promise<PhoneDb>): Promise<PhoneDb | null> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), PATIENCE);
    opening.then(resolve, () => resolve(null)).finally(() => clearTimeout(timer));
  });
}

function factoryHere(): IDBFactory | null {
  try {
    return globalThis.indexedDB ?? null;
  } catch {
    return null;
  }
}
