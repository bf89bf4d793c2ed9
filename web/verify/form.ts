/** Says which form a JSON value must have: exactly these keys, exactly these types. */

import type { Json } from "./canonical-json.ts";

/** Gives the value back as what it is, or throws WrongForm. */
export type Form<T> = (value: Json) => T;

export class WrongForm extends Error {}

export function object<T>(fields: { [K in keyof T]: Form<T[K]> }): Form<T> {
  const names = Object.keys(fields).sort();
  return (value) => {
    const found = record((one) => one)(value);
    const same = Object.keys(found).sort().join() === names.join();
    if (!same) throw new WrongForm(`the keys ${names.join(", ")} belong here`);
    return Object.fromEntries(names.map((name) => [name, fields[name as keyof T](found[name]!)])) as T;
  };
}

export function record<T>(form: Form<T>, key: RegExp = /^/): Form<Record<string, T>> {
  return (value) => {
    if (typeof value !== "object" || value === null || Array.isArray(value)) throw new WrongForm("an object belongs here");
    const entries = Object.entries(value);
    if (!entries.every(([name]) => key.test(name))) throw new WrongForm("a key is of another form");
    return Object.fromEntries(entries.map(([name, one]) => [name, form(one)]));
  };
}

export function list<T>(form: Form<T>, least = 0): Form<T[]> {
  return (value) => {
    if (!Array.isArray(value) || value.length < least) throw new WrongForm("a list belongs here");
    return value.map(form);
  };
}

export function text(pattern: RegExp = /^/): Form<string> {
  return (value) => {
    if (typeof value !== "string" || !pattern.test(value)) throw new WrongForm("another text belongs here");
    return value;
  };
}

export function oneOf<const T extends Json>(...choices: T[]): Form<T> {
  return (value) => {
    if (!choices.includes(value as T)) throw new WrongForm(`one of ${choices.join(", ")} belongs here`);
    return value as T;
  };
}

export function count(from = 0): Form<number> {
  return (value) => {
    if (typeof value !== "number" || value < from) throw new WrongForm(`a number from ${from} belongs here`);
    return value;
  };
}

export function orNull<T>(form: Form<T>): Form<T | null> {
  return (value) => (value === null ? null : form(value));
}

export const flag: Form<boolean> = (value) => {
  if (typeof value !== "boolean") throw new WrongForm("true or false belongs here");
  return value;
};

export const anything: Form<Json> = (value) => value;
