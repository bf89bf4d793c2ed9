/** How the desk in memory reads a request and answers it. */

import type { IncomingMessage, ServerResponse } from "node:http";

export type Refusal = [status: number, message: string, code?: string];

export async function body(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString("utf8");
}

export function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { "Content-Type": "application/json" }).end(JSON.stringify(value));
}

/** A file with a Chinese name, and a plain one for old browsers. */
export function attachment(response: ServerResponse, name: string, plain: string, content: string | Buffer): void {
  response.writeHead(200, {
    "Content-Type": "application/octet-stream",
    "Content-Disposition": `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`,
  });
  response.end(content);
}

export function refuse(response: ServerResponse, status: number, message: string, code = `mock_${status}`): void {
  json(response, status, { error: { code, message } });
}
