/** The files of the desk in memory: taken up, given back, and shown as pictures. */

import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { FileShown, Message } from "../../src/contract.ts";
import { receipt } from "../unit/build.ts";
import { attachment, json, refuse, type Refusal } from "./mock-answers.ts";

export interface Uploaded {
  client_message_id: string;
  client_at: string | null;
  name: string;
  media: string;
  content: Buffer;
  sha256: string;
}

export class MockFiles {
  uploads: Uploaded[] = [];
  /** What is shown of a file; without an entry, an image is shown as it is. */
  views = new Map<string, Buffer>();
  /** How often a view is still being made before it is there. */
  making = 0;
  /** Of the next upload: how long it takes. */
  held: Promise<void> = Promise.resolve();
  failing: { file?: Refusal } = {};

  constructor(
    private readonly known: (client_message_id: string) => Message | undefined,
    private readonly say: (more: Partial<Message>) => Message,
  ) {}

  /** False if the call is none of these. */
  async serve(route: string, url: URL, request: IncomingMessage, response: ServerResponse): Promise<boolean> {
    if (route === "POST /conversations/c/files") await this.take(request, response);
    else if (route.startsWith("GET /conversations/c/files/")) this.give(url, response);
    else return false;
    return true;
  }

  private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const upload = await readForm(request);
    if (!upload) return;
    await this.held;
    if (this.failing.file) return refuse(response, ...this.failing.file);
    if (response.destroyed) return;
    const { client_message_id, name, media, content, sha256 } = upload;
    const known = this.known(client_message_id);
    const view = media.startsWith("image/") ? "ready" : "none";
    const file: FileShown = { name, media, size: content.length, sha256, view };
    if (!known) this.uploads.push(upload);
    const message = known ?? this.say({ actor: "merchant", text: name, file, client_message_id });
    json(response, 201, { message, file, receipt: receipt(message.seq) });
  }

  private give(url: URL, response: ServerResponse): void {
    const [sha256, view] = url.pathname.split("/").slice(6);
    const upload = this.uploads.find((one) => one.sha256 === sha256);
    if (!view && upload) return attachment(response, upload.name, "file.bin", upload.content);
    const picture = this.views.get(sha256!) ?? (upload?.media.startsWith("image/") ? upload.content : undefined);
    if (!picture) return refuse(response, 404, "这个文件没法直接看。", "no_view");
    if (this.making > 0) {
      this.making--;
      response.writeHead(202, { "Retry-After": "1" }).end();
      return;
    }
    response.writeHead(200, { "Content-Type": "image/webp" }).end(picture);
  }
}

/** Null if it broke off. */
async function readForm(request: IncomingMessage): Promise<Uploaded | null> {
  const bytes = await whole(request);
  if (!bytes) return null;
  const boundary = /boundary=(.+)$/.exec(request.headers["content-type"] ?? "")![1]!;
  const parts = bytes.toString("latin1").split(`--${boundary}`).slice(1, -1).map(readPart);
  const field = (name: string) => parts.find((part) => part.name === name);
  const file = field("file")!;
  const content = Buffer.from(file.content, "latin1");
  return {
    client_message_id: field("client_message_id")!.content,
    client_at: field("client_at")?.content ?? null,
    name: Buffer.from(file.filename, "latin1").toString("utf8"),
    media: file.media,
    content,
    sha256: createHash("sha256").update(content).digest("hex"),
  };
}

async function whole(request: IncomingMessage): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

function readPart(part: string): { name: string; filename: string; media: string; content: string } {
  const [head = "", ...rest] = part.split("\r\n\r\n");
  return {
    name: /name="([^"]*)"/.exec(head)?.[1] ?? "",
    filename: /filename="([^"]*)"/.exec(head)?.[1] ?? "",
    media: /Content-Type: (.*)/.exec(head)?.[1]?.trim() ?? "",
    content: rest.join("\r\n\r\n").slice(0, -2),
  };
}
